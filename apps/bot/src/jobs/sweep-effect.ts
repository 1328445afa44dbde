import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { monthOf, previousMonth, reportDueAt } from '@xinshao/core/effect/month.ts';
import type { Database } from '@xinshao/db/database.ts';
import { monthlyReport } from '@xinshao/db/effect/monthly-report.ts';
import { planReport, reportIsMissing, requeueReports } from '@xinshao/db/effect/plan-report.ts';
import { latestPolicy } from '@xinshao/db/policies/latest-policy.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';
import { reviewEffect } from './review-effect.ts';

/** A minute late at most. */
export const SWEEP_EFFECT_EVERY = 60_000;
/** Imports bring new days a few times a day; looking for them costs little. */
const REVIEW_EVERY = 3_600_000;
const TRY_AGAIN_AFTER_MINUTES = 10;

/** What the sweep needs of the world. */
export interface EffectSweep {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly now: () => Date;
  readonly timeZone: string;
  /** `HH:MM` of the first working day of a month. */
  readonly reportAt: string;
  readonly intoChannel: boolean;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * At start and every hour judges what became due, and makes the report on the month before as soon as its moment has
 * come, also when nobody was running at that moment. Every replica sweeps; each piece of work is taken by one of them.
 */
export function sweepEffect(options: EffectSweep): Repeating {
  const { database, log, now, timeZone, every } = options;
  let reviewedAt = Number.NEGATIVE_INFINITY;
  const review = async (moment: Date) => {
    if (moment.getTime() - reviewedAt < REVIEW_EVERY) return;
    const judged = await reviewEffect(database, { today: dayInTimeZone(moment, timeZone), now: moment, timeZone });
    reviewedAt = moment.getTime();
    if (judged.predictions + judged.estimates > 0)
      log.info(judged, 'held predictions and estimates against the ledger');
  };
  return repeat({ every, now, log, complaint: 'could not review the effect of alerts' }, async () => {
    // One moment for both: what the report tells of has been judged by then.
    const moment = now();
    await review(moment);
    await report(options, moment);
  });
}

async function report(
  { database, queue, log, timeZone, reportAt, intoChannel }: EffectSweep,
  moment: Date,
): Promise<void> {
  const again = await requeueReports(database, queue, moment, TRY_AGAIN_AFTER_MINUTES);
  if (again > 0) log.info({ count: again }, 'unsent monthly reports queued again');
  const today = dayInTimeZone(moment, timeZone);
  const month = previousMonth(monthOf(today));
  if (moment < reportDueAt(month, reportAt, timeZone) || !(await reportIsMissing(database, month))) return;
  const policy = await latestPolicy(database);
  if (policy === null) return;
  // What became due over night counts in this report, whenever the hourly look was.
  await reviewEffect(database, { today, now: moment, timeZone });
  const figures = await monthlyReport(database, { month, today, now: moment, timeZone, policy });
  const planned = await planReport(database, queue, figures, { now: moment, intoChannel });
  if (planned) log.info({ month }, 'monthly report made');
}
