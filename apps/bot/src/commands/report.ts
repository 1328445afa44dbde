import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { monthOf, parseMonth, previousMonth } from '@xinshao/core/effect/month.ts';
import { seesEffect } from '@xinshao/core/effect/permissions.ts';
import { reportWording } from '@xinshao/core/wording/slack/report.ts';
import { monthlyReport } from '@xinshao/db/effect/monthly-report.ts';
import { latestPolicy } from '@xinshao/db/policies/latest-policy.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { reportMessage } from '../blocks/report-message.ts';
import { escapeText } from '../blocks/text.ts';
import { reportModel } from '../present/report.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit report [2026-10]`: the effect of alerts in a month, the one before this unless told otherwise. */
export const reportSubcommand: Subcommand = {
  names: ['report', '月报'],
  help: { zh: reportWording.zh.help, en: reportWording.en.help },
  async answer({ services, member, locale }, rest) {
    const words = reportWording[locale];
    if (!seesEffect(member)) return noticeMessage(words.notAllowed);
    const { database, timeZone } = services;
    const now = services.now();
    const today = dayInTimeZone(now, timeZone);
    const month = rest === '' ? previousMonth(monthOf(today)) : parseMonth(rest);
    if (month === null || month > monthOf(today)) return noticeMessage(words.badMonth({ text: escapeText(rest) }));
    const policy = await latestPolicy(database);
    if (policy === null) return noticeMessage(words.noPolicy);
    const report = await monthlyReport(database, { month, today, now, timeZone, policy });
    return reportMessage(reportModel(report, { locale, policy: policy.policy, personal: true }));
  },
};
