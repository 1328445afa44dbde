import { isOpen } from '@xinshao/core/collection/case.ts';
import type { CollectionStage } from '@xinshao/core/collection/stages.ts';
import { raiseCase } from '@xinshao/core/collection/transition.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import { openAccountOf } from '../ledger/open-items.ts';
import type { Queue } from '../queue/queue.ts';
import { type CaseClock, enterStage } from './case-clock.ts';
import { lockCase, storeCase } from './lock-case.ts';
import { showCase } from './show-case.ts';

export interface CaseOpening {
  readonly customerId: number;
  readonly alertId: string;
  readonly policyHash: string;
  readonly stage: CollectionStage;
  /** Staff code of the risk officer. */
  readonly by: string;
  readonly at: Date;
  readonly note: string;
}

/**
 * Begins to collect from a customer, in the transaction of the review that asks for it. A case that is open already is
 * taken up the ladder if the stage is further up, and otherwise stays as it is.
 * @returns the number of the case
 */
export async function openCase(
  client: pg.PoolClient,
  queue: Queue,
  opening: CaseOpening,
  clock: CaseClock,
): Promise<string> {
  const { customerId, alertId, policyHash, stage, by, at, note } = opening;
  const { overdueFen, toPayFen } = await openAccountOf(client, customerId, dayInTimeZone(at, clock.calendar.timeZone));
  const { rows } = await client.query<{ id: string; inserted: boolean }>(
    `INSERT INTO collection_cases (customer_id, alert_id, stage, overdue_fen, policy_hash, opened_at, latest_kind,
       latest_by, latest_at)
     VALUES ($1, $2::bigint, $3, $4, $5, $6, 'open', $7, $6)
     ON CONFLICT (customer_id) WHERE closed_at IS NULL DO UPDATE SET customer_id = excluded.customer_id
     RETURNING id::text, xmax = 0 AS inserted`,
    [customerId, alertId, stage, overdueFen, policyHash, at, by],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no collection case for customer ${customerId}`);
  const entry = { stage, by, at, toPayFen, note };
  if (row.inserted) {
    await enterStage(client, row.id, entry, clock);
    await showCase(client, queue, row.id, clock.policy.stages[stage].responsible, at);
    return row.id;
  }
  const locked = await lockCase(client, row.id);
  const raised = locked === null || !isOpen(locked.case) ? null : raiseCase(locked.case, stage, by, at);
  if (locked !== null && raised !== null) {
    await storeCase(client, row.id, locked.case.version, raised);
    await enterStage(client, row.id, entry, clock);
    await showCase(client, queue, row.id, clock.policy.stages[stage].responsible, at);
  }
  return row.id;
}
