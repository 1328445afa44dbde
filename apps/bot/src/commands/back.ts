import { absenceWording } from '@xinshao/core/wording/slack/absence.ts';
import { endAbsences } from '@xinshao/db/approvals/absences.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit back`: nobody stands in any more. */
export const backCommand: Subcommand = {
  names: ['back', '回来', '销假'],
  help: { zh: absenceWording.zh.helpBack, en: absenceWording.en.helpBack },
  async answer({ services, member, locale }) {
    const moment = { now: services.now(), timeZone: services.timeZone };
    const ended = await endAbsences(services.database, member.code, { moment, surface: 'slack' });
    return noticeMessage(absenceWording[locale][ended > 0 ? 'ended' : 'notAway']);
  },
};
