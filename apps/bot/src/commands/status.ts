import { statusWording } from '@xinshao/core/wording/slack/status.ts';
import { renderStatus } from '../present/status.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit status`: whether the system is well, and what could not be delivered. */
export const statusCommand: Subcommand = {
  names: ['status', '状态'],
  help: { zh: statusWording.zh.help, en: statusWording.en.help },
  answer: ({ services, member, locale }) => renderStatus(services, member.role, locale),
};
