import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { CompanySettings } from '@xinshao/core/policy/company.ts';
import type { Database } from '@xinshao/db/database.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { enqueueMonitor } from '@xinshao/db/monitor/waiting-changes.ts';
import { type MonitorJob, QUEUES, type Queue } from '@xinshao/db/queue/queue.ts';
import { scheduleJob } from 'node-schedule';
import type { loadPolicy } from '../config/load-files.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Logger } from '../log/log.ts';
import { watchChanges } from './watch-changes.ts';

export interface MonitorWork {
  readonly database: Database;
  readonly queue: Queue;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly settings: CompanySettings;
  /** Read anew for each run, so that an edited policy counts from the next run on. */
  readonly readPolicy: () => ReturnType<typeof loadPolicy>;
  /** Cron expression in the company's time zone. */
  readonly at: string;
  /** Milliseconds between two looks for customers that changed; a minute unless told otherwise. */
  readonly watchChangesEvery?: number;
  readonly now: () => Date;
}

/**
 * Runs the monitor whenever a job asks for it, and asks on schedule and soon after customers changed. Every replica's
 * schedule fires; the slot's key lets one job through.
 */
export async function workMonitor(work: MonitorWork): Promise<{ stop(): Promise<void> }> {
  const { queue, log, metrics } = work;
  await queue.work<MonitorJob>(QUEUES.monitor, { batchSize: 1, pollingIntervalSeconds: 2 }, async (jobs) => {
    for (const job of jobs) {
      const stop = metrics.monitorRun.startTimer();
      try {
        const report = await monitorToday(work);
        stop({ outcome: 'done' });
        log.info({ ...report, slot: job.data.slot }, 'monitor run finished');
        if (!report.stored) {
          const { asOf } = report;
          log.warn({ asOf, slot: job.data.slot }, 'monitor run stored nothing: a run for a later day came before it');
        }
      } catch (error) {
        stop({ outcome: 'error' });
        log.error({ err: error, slot: job.data.slot }, 'monitor run failed and will be tried again');
        throw error;
      }
    }
  });
  const schedule = scheduleJob({ rule: work.at, tz: work.settings.timeZone }, (slotTime) => {
    const slot = slotTime.toISOString().slice(0, 16);
    enqueueMonitor(queue, slot).catch((error: unknown) =>
      log.error({ err: error, slot }, 'the monitor run could not be queued'),
    );
  });
  if (schedule === null) throw new RangeError(`the schedule never fires: ${work.at}`);
  const watch = watchChanges({ database: work.database, queue, log, every: work.watchChangesEvery });
  return {
    stop: async () => {
      schedule.cancel();
      await watch.stop();
    },
  };
}

function monitorToday({ database, queue, settings, readPolicy, now }: MonitorWork) {
  const asOf = dayInTimeZone(now(), settings.timeZone);
  return runMonitor(database, queue, { policy: readPolicy(), asOf, full: false, settings });
}
