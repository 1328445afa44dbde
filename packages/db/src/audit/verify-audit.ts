import { type AuditAnchor, type AuditEntry, FIRST_PREVIOUS_HASH } from '@xinshao/core/audit/audit-entry.ts';
import type { AuditProblem, AuditVerdict } from '@xinshao/core/audit/verdict.ts';
import type pg from 'pg';
import type { Database } from '../database.ts';
import { readInBatches } from '../read-in-batches.ts';
import { withinTransaction } from '../within-transaction.ts';
import { hashEntry } from './hash-entry.ts';

/** How many numbers are tried to tell where a misplaced row was written; each costs one hash. */
const PLACES_TRIED = 2_000_000n;

/**
 * Reads the whole audit trail in order, as of one moment, and stops at the first row that is altered, missing, moved
 * or does not follow from the one before. What the chain alone cannot show, because it leaves no trace in what is
 * left (its end cut off, all of it written anew), shows against an anchor.
 * @param anchors ends of the chain that were noted earlier, outside the database
 */
export function verifyAudit(database: Database, anchors: readonly AuditAnchor[] = []): Promise<AuditVerdict> {
  return withinTransaction(
    database,
    async (transaction) => {
      let entries = 0;
      let head: AuditAnchor | null = null;
      const fail = (problem: AuditProblem): AuditVerdict => ({ ok: false, entries, head, problem });
      for await (const rows of readInBatches<AuditEntry>(transaction, ENTRIES)) {
        for (const row of rows) {
          const problem = (await fault(transaction, row, head)) ?? anchorFault(row, anchors);
          if (problem !== null) return fail(problem);
          entries += 1;
          head = { id: row.id, hash: row.hash };
        }
      }
      const reached = BigInt(head?.id ?? 0);
      const beyond = anchors.find(({ id }) => BigInt(id) > reached);
      if (beyond !== undefined) return fail({ kind: 'cut_off', id: String(reached + 1n), anchor: beyond });
      if (!(await isGuarded(transaction))) return fail({ kind: 'unguarded', id: null });
      return { ok: true, entries, head, problem: null };
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

const ENTRIES = `SELECT id::text, at, actor, surface, action, subject_kind AS "subjectKind", subject_id AS "subjectId",
    before, after, reason, previous_hash AS "previousHash", hash
  FROM audit_log ORDER BY audit_log.id`;

/** What is wrong with a row that comes after `before`; null: nothing. */
async function fault(
  transaction: pg.ClientBase,
  row: AuditEntry,
  before: AuditAnchor | null,
): Promise<AuditProblem | null> {
  const expected = BigInt(before?.id ?? 0) + 1n;
  const id = BigInt(row.id);
  if (id > expected) return { kind: 'missing', id: String(expected) };
  if (id < expected) return { kind: 'repeated', id: row.id };
  if (hashEntry(row) !== row.hash) {
    const belongsAt = await placeOf(transaction, row);
    return belongsAt === null ? { kind: 'altered', id: row.id } : { kind: 'moved', id: row.id, belongsAt };
  }
  if (row.previousHash !== (before?.hash ?? FIRST_PREVIOUS_HASH)) return { kind: 'unlinked', id: row.id };
  return null;
}

/** The number under which a row was written, when all of it is genuine but its place; null: it is not. */
async function placeOf(transaction: pg.ClientBase, row: AuditEntry): Promise<string | null> {
  const { rows } = await transaction.query<{ last: string }>('SELECT max(id)::text AS last FROM audit_log');
  const last = BigInt(rows[0]?.last ?? 0) + 1n;
  const limit = last < PLACES_TRIED ? last : PLACES_TRIED;
  for (let place = 1n; place <= limit; place++) {
    const id = String(place);
    if (id !== row.id && hashEntry({ ...row, id }) === row.hash) return id;
  }
  return null;
}

function anchorFault(row: AuditEntry, anchors: readonly AuditAnchor[]): AuditProblem | null {
  const anchor = anchors.find(({ id }) => id === row.id);
  return anchor === undefined || anchor.hash === row.hash ? null : { kind: 'anchor_differs', id: row.id, anchor };
}

/** Whether the trigger that refuses changes is there and fires for everybody. */
async function isGuarded(transaction: pg.ClientBase): Promise<boolean> {
  const { rows } = await transaction.query(
    `SELECT FROM pg_trigger trigger JOIN pg_proc function ON function.oid = trigger.tgfoid
     WHERE trigger.tgrelid = 'audit_log'::regclass AND trigger.tgname = 'audit_log_append_only'
       AND trigger.tgenabled = 'A' AND function.proname = 'refuse_audit_change'`,
  );
  return rows.length === 1;
}
