import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { alertsMessage } from '../lists/alerts-message.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit alerts [red|overdue|<team>|<customer>]` */
export const alertsCommand: Subcommand = {
  names: ['alerts', '预警', '预警单'],
  help: { zh: listWording.zh.helpAlerts, en: listWording.en.helpAlerts },
  answer: ({ services, member, locale }, rest) => alertsMessage(services, member, locale, { filter: rest, page: 1 }),
};
