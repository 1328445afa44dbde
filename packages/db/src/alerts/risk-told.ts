import type { Database } from '../database.ts';

/**
 * How many seconds it took at most, for alerts of the last day, until the head of risk was told of what the policy wants
 * told at once (R41): from the opening, or from the rise to that severity. One that is not told yet, and still waits
 * for an answer, counts until now. 0: there was none.
 */
export async function longestUntilRiskTold(database: Database, now: Date): Promise<number> {
  const { rows } = await database.pool.query<{ seconds: number }>(
    `SELECT coalesce(max(extract(epoch FROM told.at - told.since)), 0)::float8 AS seconds FROM (
       SELECT coalesce(alert.raised_at, alert.opened_at) AS since,
         coalesce(message.posted_at, notice.posted_at, CASE WHEN alert.state IN ('open', 'returned') THEN $1::timestamptz END) AS at
       FROM alert_messages message JOIN alerts alert ON alert.id = message.alert_id
       LEFT JOIN notices notice ON notice.id = message.notice_id
       WHERE message.audience = 'risk'
     ) told WHERE told.since > $1::timestamptz - interval '1 day' AND told.at >= told.since`,
    [now],
  );
  return rows[0]?.seconds ?? 0;
}
