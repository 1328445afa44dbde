import type { Database } from '../database.ts';

/** The sweep comes every half minute, and Slack may be slow: younger ones are no cause for worry. */
const GRACE_MINUTES = 5;

/**
 * How many alerts are overdue by more than five minutes and nobody was told since the deadline: 0 unless the sweep or
 * the sending stands still.
 */
export async function countOverdueWithoutReminder(database: Database, now: Date): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM alerts alert
     WHERE alert.state IN ('open', 'returned') AND alert.due_at < $1::timestamptz - $2 * interval '1 minute'
       AND NOT EXISTS (SELECT FROM alert_steps step
         WHERE step.alert_id = alert.id AND step.sent_at IS NOT NULL AND step.due_at >= alert.due_at)`,
    [now, GRACE_MINUTES],
  );
  return rows[0]?.count ?? 0;
}
