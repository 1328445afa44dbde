import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { enqueueDeliveries, type Queue } from '../queue/queue.ts';
import type { Audience } from './audience.ts';

/** Has every message of alerts rendered again in the caller's transaction: something beside the alerts has changed. */
export async function showOnceMore(client: pg.PoolClient, queue: Queue, alertIds: readonly string[]): Promise<void> {
  if (alertIds.length === 0) return;
  await client.query('UPDATE alerts SET version = version + 1 WHERE id = ANY($1::bigint[])', [alertIds]);
  const { rows } = await client.query<{ alertId: string; audience: Audience; severity: Severity }>(
    `SELECT message.alert_id::text AS "alertId", message.audience, alert.severity
     FROM alert_messages message JOIN alerts alert ON alert.id = message.alert_id
     WHERE message.alert_id = ANY($1::bigint[]) AND message.state = 'posted'`,
    [alertIds],
  );
  await enqueueDeliveries(queue, rows, client);
}
