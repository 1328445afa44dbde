import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { teamMessage } from '../lists/team-message.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit team [name]` */
export const teamCommand: Subcommand = {
  names: ['team', '团队'],
  help: { zh: listWording.zh.helpTeam, en: listWording.en.helpTeam },
  answer: ({ services, member, locale }, rest) => teamMessage(services, member, locale, rest),
};
