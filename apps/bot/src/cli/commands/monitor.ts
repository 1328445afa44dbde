import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { MonitorRefused, type MonitorReport, runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { Command, InvalidArgumentError } from 'commander';
import { loadCompanySettings, loadPolicy } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import { dayArgument } from '../arguments.ts';
import type { Output } from '../output.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `monitor [--as-of d] [--policy id] [--full]` */
export function monitorCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  return new Command('monitor')
    .description(words.monitor)
    .option('--as-of <day>', words.asOf, dayArgument(locale))
    .option('--policy <id>', words.policyId, (text) => policyFileOf(locale, text))
    .option('--full', words.full)
    .action((options: { asOf?: Day; policy?: string; full?: boolean }) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const settings = loadCompanySettings(config.companyFile, locale);
        const policy = loadPolicy(options.policy ?? config.policyFile, locale);
        const today = dayInTimeZone(now(), settings.timeZone);
        const asOf = options.asOf ?? today;
        if (asOf > today) throw new Refusal(words.futureDay({ asOf, today }));
        const report = await withDatabase(config, log, async (database) => {
          const actor = await actorWho(database, environment, 'run_monitor');
          const queue = await openQueue(database.url, {
            works: false,
            onError: (error) => log.warn({ err: error }, 'the job queue reported an error'),
          });
          try {
            return await refusing(locale, () =>
              runMonitor(database, queue, {
                policy,
                asOf,
                full: options.full ?? false,
                settings,
                now: now(),
                origin: { actor: actor.code, surface: 'cli' },
              }),
            );
          } finally {
            await queue.stop({ graceful: false });
          }
        });
        printReport(output, report);
        return 0;
      }),
    );
}

/** A run that was refused is told in the reader's language. */
async function refusing<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MonitorRefused)) throw error;
    const since = error.since?.toISOString() ?? cliWording[locale].none;
    throw new Refusal(cliWording[locale].monitorBusy({ since }), { cause: error });
  }
}

function policyFileOf(locale: Locale, id: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) {
    throw new InvalidArgumentError(cliWording[locale].badChoice({ text: id, known: 'policies/<id>.yaml' }));
  }
  return `policies/${id}.yaml`;
}

function printReport(output: Output, report: MonitorReport): void {
  const words = cliWording[output.locale];
  output.document(report);
  const seconds = (report.durationMs / 1000).toFixed(1);
  output.line(words.monitored({ asOf: report.asOf, policy: report.policy, seconds }));
  output.line(words.monitorCounts(report));
  const list = Object.entries(report.grades).map(([grade, count]) => `${grade} ${count}`);
  if (list.length > 0) output.line(words.monitorGrades({ list: list.join(', ') }));
  output.line(words.monitorAlerts(report));
  if (!report.stored) output.line(words.monitorOnlyLooked);
}
