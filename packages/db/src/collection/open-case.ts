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

export interface OpenedCase {
  readonly id: string;
  /** Whether the stage was further up and yet the case keeps its own, because a write-off of it is being decided. */
  readonly writeOffPending: boolean;
}

/**
 * Begins to collect from a customer, in the transaction of the review that asks for it. A case that is open already is
 * taken up the ladder if the stage is further up, and otherwise stays as it is.
 */
export async function openCase(
  client: pg.PoolClient,
  queue: Queue,
  opening: CaseOpening,
  clock: CaseClock,
): Promise<OpenedCase> {
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
    return { id: row.id, writeOffPending: false };
  }
  const locked = await lockCase(client, row.id);
  if (locked === null) throw new Error(`collection case ${row.id} vanished although it was locked`);
  const raised = raiseCase(locked.case, stage, by, at);
  if (raised.ok) {
    await storeCase(client, row.id, locked.case.version, raised.case);
    await enterStage(client, row.id, entry, clock);
    await showCase(client, queue, row.id, clock.policy.stages[stage].responsible, at);
  }
  return { id: row.id, writeOffPending: !raised.ok && raised.code === 'write_off_pending' };
}
