import { upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import type { Delivery, Queue } from '../queue/queue.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import { showOnceMore } from './show-once-more.ts';
import { recipientSql } from './step-recipient.ts';

/**
 * Alerts that wait for the answer of somebody who has left, and of which nobody above was told in their place: what is
 * to be told now. Their other messages are shown once more, because they address whoever answers. Where nobody is above
 * there is nobody to tell.
 */
export async function leftBehind(client: pg.PoolClient, queue: Queue): Promise<Delivery[]> {
  const { rows } = await client.query<{ alertId: string; severity: Severity }>(
    `SELECT alert.id::text AS "alertId", alert.severity
     FROM alerts alert
     JOIN staff owner ON owner.code = alert.owner_code AND NOT ${isPresentSql('owner')}
     CROSS JOIN LATERAL (${recipientSql('$1::text[]')}) above
     WHERE alert.state IN ('open', 'returned')
       AND NOT EXISTS (SELECT FROM alert_messages WHERE alert_id = alert.id AND audience = 'manager')
     ORDER BY alert.id FOR UPDATE OF alert`,
    [upwardsFrom('manager')],
  );
  await showOnceMore(
    client,
    queue,
    rows.map(({ alertId }) => alertId),
  );
  return rows.map((row) => ({ ...row, audience: 'manager' }));
}
