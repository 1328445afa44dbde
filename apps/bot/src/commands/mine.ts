import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { mineMessage } from '../lists/mine-message.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit mine` */
export const mineCommand: Subcommand = {
  names: ['mine', '我的'],
  help: { zh: listWording.zh.helpMine, en: listWording.en.helpMine },
  answer: ({ services, member, locale }) => mineMessage(services, member, locale),
};
