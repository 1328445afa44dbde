import type { AlertEffect } from '@xinshao/core/alerts/transition.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { wantHomes } from '../home/want-homes.ts';
import { showDigestsAgain } from '../notices/show-digests.ts';
import { enqueueDeliveries, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import type { Audience } from './audience.ts';

/**
 * Queues what people see of an alert after a step, within the step's transaction: every message that exists is
 * rendered again, and whoever must act now gets a new one.
 * @param round which request for a review, or for an answer after a return, this is
 */
export async function showAgain(
  client: pg.PoolClient,
  queue: Queue,
  alert: { readonly id: string; readonly severity: Severity; readonly round: number },
  effects: readonly AlertEffect[],
): Promise<void> {
  if (effects.includes('tell_risk')) {
    await client.query(
      `INSERT INTO alert_messages (alert_id, audience)
       SELECT $1::bigint, 'review:' || $2::int || ':' || staff.code FROM ${PRESENT_STAFF} staff WHERE staff.role = 'risk'
       ON CONFLICT (alert_id, audience) DO NOTHING`,
      [alert.id, alert.round],
    );
  }
  if (effects.includes('tell_owner')) {
    await client.query(
      `INSERT INTO alert_messages (alert_id, audience)
       SELECT id, 'question:' || $2::int FROM alerts WHERE id = $1::bigint AND owner_code IS NOT NULL
       ON CONFLICT (alert_id, audience) DO NOTHING`,
      [alert.id, alert.round],
    );
  }
  const { rows } = await client.query<{ audience: Audience }>(
    `SELECT audience FROM alert_messages WHERE alert_id = $1::bigint
     UNION SELECT 'channel' UNION SELECT 'owner'`,
    [alert.id],
  );
  const deliveries = rows.map(({ audience }) => ({ alertId: alert.id, audience, severity: alert.severity }));
  await enqueueDeliveries(queue, deliveries, client);
  await showDigestsAgain(client, queue, { alertId: alert.id });
  await wantHomes(client, queue, { alertId: alert.id });
}
