import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { showDigestsAgain } from '../notices/show-digests.ts';
import { type Delivery, enqueueDeliveries, type Queue } from '../queue/queue.ts';
import type { Audience } from './audience.ts';
import { leftBehind } from './left-behind.ts';

/** What a run has to do about alerts that changed hands. */
export interface FollowedOwners {
  /** What the channel and the new owner are to be told, by whichever way fits how many there are. */
  readonly deliveries: readonly Delivery[];
  readonly entries: readonly NewAuditEntry[];
}

interface Moved {
  alertId: string;
  severity: Severity;
  before: string | null;
  after: string | null;
}

/**
 * Gives alerts that wait for an answer to whoever has the customer now, within the run's transaction: the customer file
 * may have named somebody else, or the staff list somebody it did not know. The deadline stays, because it is the
 * company that owes the answer. What the owner before was sent says from now on who has it; the new one gets a message
 * of their own. Where nobody is named any more the alert stays with its team, and where the owner has left whoever is
 * above is told, once.
 */
export async function followOwners(client: pg.PoolClient, queue: Queue, now: Date): Promise<FollowedOwners> {
  const moved = await move(client);
  const left = await leftBehind(client, queue);
  if (moved.length === 0) return { deliveries: left, entries: [] };
  await handOver(client, moved);
  const ids = moved.map(({ alertId }) => alertId);
  const { rows: standing } = await client.query<{ alertId: string; audience: Audience; severity: Severity }>(
    `SELECT message.alert_id::text AS "alertId", message.audience, alert.severity
     FROM alert_messages message JOIN alerts alert ON alert.id = message.alert_id
     WHERE message.alert_id = ANY($1::bigint[]) AND message.state = 'posted' AND message.audience <> 'channel'`,
    [ids],
  );
  await enqueueDeliveries(queue, standing, client);
  for (const alertId of ids) await showDigestsAgain(client, queue, { alertId });
  return {
    deliveries: [
      ...left,
      ...moved.flatMap(({ alertId, severity, after }): Delivery[] => {
        const channel: Delivery = { alertId, audience: 'channel', severity };
        return after === null ? [channel] : [channel, { ...channel, audience: 'owner' }];
      }),
    ],
    entries: moved.map(({ alertId, before, after }) => ({
      at: now,
      ...{ actor: SYSTEM, surface: 'job', action: 'alert_reassigned', subjectKind: 'alert', subjectId: alertId },
      before: { owner: before },
      after: { owner: after },
    })),
  };
}

async function move(client: pg.PoolClient): Promise<Moved[]> {
  const { rows } = await client.query<Moved>(
    `WITH moved AS (
       SELECT alert.id, alert.owner_code AS before, owner.code AS after, owner.team_code
       FROM alerts alert
       JOIN customers customer ON customer.id = alert.customer_id
       LEFT JOIN staff owner ON owner.code = customer.sales_owner
       WHERE alert.state IN ('open', 'returned') AND alert.owner_code IS DISTINCT FROM owner.code
       ORDER BY alert.id FOR UPDATE OF alert
     )
     UPDATE alerts alert SET version = alert.version + 1, owner_code = moved.after,
       team_code = CASE WHEN moved.after IS NULL THEN alert.team_code ELSE moved.team_code END
     FROM moved WHERE alert.id = moved.id
     RETURNING alert.id::text AS "alertId", alert.severity, moved.before, moved.after`,
  );
  return rows;
}

/** The messages of the owner before, and of whoever was told in their place, become those of who had it before; what was not told them yet no longer is. */
async function handOver(client: pg.PoolClient, moved: readonly Moved[]): Promise<void> {
  await client.query(
    `UPDATE alert_messages message SET audience = 'former:' || message.id || ':'
         || coalesce(message.recipient, moved.before),
       state = CASE WHEN message.state IN ('claimed', 'posted') OR message.notice_id IS NOT NULL THEN message.state
         ELSE 'skipped' END
     FROM unnest($1::bigint[], $2::text[]) AS moved (alert_id, before)
     WHERE message.alert_id = moved.alert_id AND moved.before IS NOT NULL
       AND (message.audience IN ('owner', 'manager') OR message.audience LIKE 'question:%')`,
    [moved.map(({ alertId }) => alertId), moved.map(({ before }) => before)],
  );
}
