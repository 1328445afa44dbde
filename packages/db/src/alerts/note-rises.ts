import type pg from 'pg';
import { isPresentSql } from '../staff/present-staff.ts';

/**
 * Notes, within the transaction that raised them, that people have to be told of alerts that got worse: the owner of
 * each or whoever was told in their place, and the channel of those that became red. Only where they know of the alert
 * by a message of its own: that message is edited, which notifies nobody. Once for each severity that a clock sees;
 * plan-steps.ts decides how.
 */
export async function noteRises(client: pg.PoolClient, alertIds: readonly string[], now: Date): Promise<void> {
  if (alertIds.length === 0) return;
  await client.query(
    `INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at, planned)
     SELECT alert.id, alert.clock_generation, 'raised_' || alert.severity, told.place, 'owner', $2, $2, $2, false
     FROM alerts alert
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     CROSS JOIN (VALUES ('direct', 'owner'), ('direct', 'manager'), ('thread', 'channel')) AS told (place, audience)
     JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = told.audience
     WHERE alert.id = ANY($1::bigint[]) AND (told.place = 'direct' OR alert.severity = 'red')
       AND (told.audience <> 'owner' OR ${isPresentSql('owner')})
       AND message.told = 'own' AND message.state IN ('claimed', 'posted')
     ON CONFLICT (alert_id, generation, step, place) DO NOTHING`,
    [alertIds, now],
  );
}
