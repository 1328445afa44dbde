import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '../database.ts';
import { MOST_ATTEMPTS } from '../outbox/try-again.ts';
import type { Delivery } from '../queue/queue.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import type { Audience } from './audience.ts';

/**
 * Deliveries whose alert is older than `minutes` and that are still not in Slack, or show an old version: what a sweep
 * puts into the queue again after an outage. At most 500, the oldest first. What a summary or digest tells, and what
 * was refused too often, is left alone.
 */
export async function undeliveredMessages(database: Database, now: Date, minutes: number): Promise<Delivery[]> {
  const { rows } = await database.pool.query<{ alertId: string; audience: Audience; severity: Severity }>(
    `SELECT alert.id::text AS "alertId", audience.name AS audience, alert.severity
     FROM alerts alert
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     CROSS JOIN LATERAL (
       VALUES ('channel'), ('owner') UNION SELECT audience FROM alert_messages WHERE alert_id = alert.id
     ) AS audience (name)
     LEFT JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = audience.name
     WHERE alert.opened_at < $1::timestamptz - $2 * interval '1 minute'
       AND (audience.name <> 'owner' OR message.id IS NOT NULL OR (owner.code IS NOT NULL AND ${isPresentSql('owner')}))
       AND coalesce(message.attempts, 0) < $3
       AND CASE
         WHEN message.state IN ('gathered', 'skipped') THEN false
         WHEN message.state = 'posted' THEN message.shown_version < alert.version
         WHEN audience.name LIKE 'review:%' THEN alert.state = 'answered'
         WHEN audience.name LIKE 'question:%' THEN alert.state = 'returned'
         WHEN audience.name LIKE 'former:%' THEN message.state = 'claimed'
         WHEN audience.name IN ('risk', 'manager') THEN alert.state IN ('open', 'returned')
         ELSE alert.state <> 'closed' END
     ORDER BY alert.opened_at LIMIT 500`,
    [now, minutes, MOST_ATTEMPTS],
  );
  return rows;
}

/** How many messages wait, and how many Slack refused: for `/metrics`. */
export async function countDeliveries(database: Database): Promise<{ pending: number; failed: number }> {
  const { rows } = await database.pool.query<{ pending: number; failed: number }>(
    `SELECT count(*) FILTER (WHERE state IN ('pending', 'claimed'))::int AS pending,
       count(*) FILTER (WHERE state = 'failed')::int AS failed
     FROM alert_messages`,
  );
  return rows[0] ?? { pending: 0, failed: 0 };
}

/** Alerts that are not closed, by state and severity: for `/metrics`. */
export async function countOpenAlerts(
  database: Database,
): Promise<{ state: string; severity: string; count: number }[]> {
  const { rows } = await database.pool.query<{ state: string; severity: string; count: number }>(
    `SELECT state, severity, count(*)::int AS count FROM alerts WHERE state <> 'closed' GROUP BY state, severity`,
  );
  return rows;
}
