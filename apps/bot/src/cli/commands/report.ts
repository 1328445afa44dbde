import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { type Month, monthOf, parseMonth, previousMonth } from '@xinshao/core/effect/month.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reportCliWording } from '@xinshao/core/wording/report-cli.ts';
import { reportWording } from '@xinshao/core/wording/slack/report.ts';
import { monthlyReport } from '@xinshao/db/effect/monthly-report.ts';
import { latestPolicy } from '@xinshao/db/policies/latest-policy.ts';
import { Command, InvalidArgumentError } from 'commander';
import type { ReportModel } from '../../blocks/report-message.ts';
import { textTable } from '../../blocks/text-table.ts';
import { loadCompanySettings, loadPolicy } from '../../config/load-files.ts';
import { reviewEffect } from '../../jobs/review-effect.ts';
import { reportModel } from '../../present/report.ts';
import { actorWho } from '../acting.ts';
import type { Output } from '../output.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `report [--month 2026-10]`: what became of alerts; grades first what is due. */
export function reportCommand(locale: Locale, run: Runner): Command {
  const words = reportCliWording[locale];
  return new Command('report')
    .description(words.report)
    .option('--month <month>', words.month, (text) => monthArgument(locale, text))
    .action((options: { month?: Month }) =>
      run(async (environment) => {
        const { output, config, log, now: clock } = environment;
        const { timeZone } = loadCompanySettings(config.companyFile, locale);
        const now = clock();
        const today = dayInTimeZone(now, timeZone);
        const month = options.month ?? previousMonth(monthOf(today));
        const { report, policy } = await withDatabase(config, log, async (database) => {
          await actorWho(database, environment, 'export_details');
          await reviewEffect(database, { today, now, timeZone });
          const policy = (await latestPolicy(database)) ?? loadPolicy(config.policyFile, locale).policy;
          return { policy, report: await monthlyReport(database, { month, today, now, timeZone, policy }) };
        });
        output.document(report);
        print(output, reportModel(report, { locale, policy: policy.policy, personal: true }));
        return 0;
      }),
    );
}

function monthArgument(locale: Locale, text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw new InvalidArgumentError(reportWording[locale].badMonth({ text }));
  return month;
}

function print(output: Output, model: ReportModel): void {
  output.line(model.title);
  for (const line of model.lines) output.line(`  ${line}`);
  for (const table of model.tables) {
    output.line('');
    output.line(table.title);
    for (const line of textTable(table)) output.line(`  ${line}`);
    if (table.hint !== null) output.line(`  ${table.hint}`);
  }
}
