import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import {
  type Precheck,
  type PrecheckCommand,
  type PrecheckRefusal,
  stepPrecheck,
} from '@xinshao/core/prechecks/transition.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type PrecheckView, precheckById } from './precheck-view.ts';
import { showPrecheck } from './show-precheck.ts';

export type PrecheckDecisionResult =
  | { readonly outcome: 'stored'; readonly precheck: PrecheckView }
  /** The same person did the very same before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated'; readonly precheck: PrecheckView }
  /** `precheck`: as it stands; null: there is none. */
  | {
      readonly outcome: 'refused';
      readonly code: PrecheckRefusal | 'missing';
      readonly precheck: PrecheckView | null;
    };

/**
 * Stores what an officer does about a prospect with its audit entry, and queues what people see of it: all of it or
 * nothing. Of two officers at once, one is obeyed and the other learns what happened.
 */
export async function decidePrecheck(
  database: Database,
  queue: Queue,
  precheckId: string,
  command: PrecheckCommand,
  origin: { readonly at: Date; readonly surface: AuditSurface },
): Promise<PrecheckDecisionResult> {
  return withinTransaction(database, async (client) => {
    const before = await lockPrecheck(client, precheckId);
    if (before === null) return { outcome: 'refused', code: 'missing', precheck: null };
    const step = stepPrecheck(before, command);
    if (step.outcome === 'refused') return { ...step, precheck: before };
    if (step.outcome === 'repeated') return { ...step, precheck: before };
    await storePrecheck(client, before, step.precheck, origin.at);
    const after = await precheckById(client, precheckId);
    if (after === null) throw new Error(`precheck ${precheckId} vanished although it was locked`);
    await showPrecheck(client, queue, after, before.state !== after.state, origin.at);
    await appendAudit(client, {
      ...{ ...origin, actor: command.by.code, action: 'precheck_handled' },
      ...{ subjectKind: 'precheck', subjectId: precheckId },
      before: recorded(before),
      after: recorded(after),
      reason: after.outcome === '' ? null : after.outcome,
    });
    return { outcome: 'stored', precheck: after };
  });
}

/** A prospect, locked until the transaction ends; null when there is none. */
export async function lockPrecheck(client: pg.PoolClient, precheckId: string): Promise<PrecheckView | null> {
  await client.query('SELECT FROM prechecks WHERE id = $1::bigint FOR UPDATE', [precheckId]);
  return precheckById(client, precheckId);
}

async function storePrecheck(client: pg.PoolClient, before: PrecheckView, after: Precheck, at: Date): Promise<void> {
  const { state, version, handledBy, outcome, customerId } = after;
  const { rows } = await client.query(
    `UPDATE prechecks SET state = $3, version = $4, handled_by = $5, handled_at = $6, outcome = $7, customer_id = $8
     WHERE id = $1::bigint AND version = $2 RETURNING id`,
    [before.id, before.version, state, version, handledBy, at, outcome, customerId],
  );
  if (rows.length === 0) throw new Error(`precheck ${before.id} changed although it was locked`);
}

function recorded({ state, handledBy, outcome, customerId }: PrecheckView) {
  return { state, handledBy, outcome, customerId };
}
