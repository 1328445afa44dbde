import type { Month } from '@xinshao/core/effect/month.ts';
import { firstDayOf, nextMonth } from '@xinshao/core/effect/month.ts';
import type { MonthlyReport } from '@xinshao/core/effect/monthly-report.ts';
import type { Database } from '../database.ts';
import { isToBeTriedAgain } from '../outbox/try-again.ts';
import { enqueueReports, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';

/** What was not sent is tried again for so long; after that nobody wants it any more. */
const WANTED_FOR_DAYS = 14;

/** Whether a month has a report still to be made: it has none yet, and there was an alert before its end. */
export async function reportIsMissing(database: Database, month: Month): Promise<boolean> {
  const { rows } = await database.pool.query(
    `SELECT WHERE NOT EXISTS (SELECT FROM monthly_reports WHERE month = $1)
       AND EXISTS (SELECT FROM alerts WHERE opened_on < $2::date)`,
    [month, firstDayOf(nextMonth(month))],
  );
  return rows.length > 0;
}

/**
 * Keeps the report and queues its messages: to everybody of risk and the executives, and into the channel where there is
 * one. Of several processes one does; the others' reports are dropped.
 * @returns whether it was this one
 */
export async function planReport(
  database: Database,
  queue: Queue,
  report: MonthlyReport,
  { now, intoChannel }: { readonly now: Date; readonly intoChannel: boolean },
): Promise<boolean> {
  return withinTransaction(database, async (client) => {
    const kept = await client.query(
      'INSERT INTO monthly_reports (month, made_at, figures) VALUES ($1, $2, $3) ON CONFLICT (month) DO NOTHING',
      [report.month, now, JSON.stringify(report)],
    );
    if (kept.rowCount !== 1) return false;
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO report_messages (month, audience, queued_at)
       SELECT $1, audience, $2 FROM (
         SELECT 'channel' AS audience WHERE $3 UNION ALL
         SELECT 'staff:' || code FROM ${PRESENT_STAFF} staff WHERE role IN ('risk', 'executive')
       ) audiences
       RETURNING id::text`,
      [report.month, now, intoChannel],
    );
    await enqueueReports(
      queue,
      rows.map(({ id }) => id),
      client,
    );
    return true;
  });
}

/** Queues again what an outage left unsent, or Slack refused not too often. @returns how many messages */
export async function requeueReports(
  database: Database,
  queue: Queue,
  now: Date,
  olderThanMinutes: number,
): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE report_messages message SET queued_at = $1
       FROM (
         SELECT id FROM report_messages waiting JOIN monthly_reports USING (month)
         WHERE state <> 'sent' AND ${isToBeTriedAgain('waiting', { now: '$1', minutes: '$2' })}
           AND made_at > $1::timestamptz - $3 * interval '1 day'
         FOR UPDATE OF waiting SKIP LOCKED
       ) unsent WHERE message.id = unsent.id
       RETURNING message.id::text`,
      [now, olderThanMinutes, WANTED_FOR_DAYS],
    );
    await enqueueReports(
      queue,
      rows.map(({ id }) => id),
      client,
    );
    return rows.length;
  });
}
