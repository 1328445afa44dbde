import {
  type AuditAnchor,
  type AuditEntry,
  FIRST_PREVIOUS_HASH,
  type NewAuditEntry,
} from '@xinshao/core/audit/audit-entry.ts';
import { canonicalJson } from '@xinshao/core/json/canonical.ts';
import type pg from 'pg';
import { prepared } from '../prepared.ts';
import { hashEntry } from './hash-entry.ts';

/** Any number that nothing else locks on. */
const AUDIT_LOCK = 7_146_003;

/** Rows per statement. */
const BATCH = 1_000;

/**
 * Records one action within the caller's transaction: the entry exists exactly when the transaction commits.
 *
 * Call it last before the commit. From here to the end of the transaction nobody else can append: that is what keeps
 * the chain from forking.
 * @param transaction a connection on which a transaction of isolation level READ COMMITTED has begun; with a stricter
 *   level, or without a transaction, two appends at once fail on the table's unique numbers instead of taking turns
 * @returns the new end of the chain
 */
export function appendAudit(transaction: pg.ClientBase, entry: NewAuditEntry): Promise<AuditAnchor> {
  return appendAudits(transaction, [entry]).then((anchor) => {
    if (anchor === null) throw new Error('an entry was given, yet the audit trail is empty');
    return anchor;
  });
}

/**
 * Records many actions at once, in the given order; otherwise as `appendAudit`.
 * @returns the end of the chain; null when it is empty and nothing was given
 */
export async function appendAudits(
  transaction: pg.ClientBase,
  entries: readonly NewAuditEntry[],
): Promise<AuditAnchor | null> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
  // A statement of its own: it must see what the transaction before us committed while we waited for the lock.
  const { rows } = await transaction.query<{ now: Date; id: string | null; hash: string | null }>(
    `SELECT clock_timestamp() AS now, last.id::text AS id, last.hash
     FROM (SELECT) one LEFT JOIN LATERAL (SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1) last ON true`,
  );
  const [last] = rows;
  if (last === undefined) throw new Error('the end of the audit trail could not be read');
  let end: AuditAnchor | null = last.id === null || last.hash === null ? null : { id: last.id, hash: last.hash };
  for (let start = 0; start < entries.length; start += BATCH) {
    const chained: AuditEntry[] = [];
    for (const entry of entries.slice(start, start + BATCH)) {
      const next = chain(entry, end, last.now);
      chained.push(next);
      end = { id: next.id, hash: next.hash };
    }
    await insert(transaction, chained);
  }
  return end;
}

function chain(entry: NewAuditEntry, end: AuditAnchor | null, now: Date): AuditEntry {
  const content = {
    id: String(BigInt(end?.id ?? 0) + 1n),
    at: entry.at ?? now,
    actor: storable(entry.actor),
    surface: entry.surface,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: storable(entry.subjectId),
    before: jsonText(entry.before),
    after: jsonText(entry.after),
    reason: entry.reason === undefined || entry.reason === null ? null : storable(entry.reason),
    previousHash: end?.hash ?? FIRST_PREVIOUS_HASH,
  };
  return { ...content, hash: hashEntry(content) };
}

function jsonText(value: unknown): string | null {
  return value === undefined || value === null ? null : canonicalJson(value);
}

/** Text as PostgreSQL gives it back: it keeps neither NUL nor half of a surrogate pair. JSON text escapes both. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

const INSERT_SQL = `
  INSERT INTO audit_log (id, at, actor, surface, action, subject_kind, subject_id, before, after, reason, previous_hash, hash)
  SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])`;

async function insert(transaction: pg.ClientBase, entries: readonly AuditEntry[]): Promise<void> {
  const column = <K extends keyof AuditEntry>(name: K) => entries.map((entry) => entry[name]);
  await transaction.query(
    prepared(INSERT_SQL, [
      column('id'),
      entries.map(({ at }) => at.toISOString()),
      column('actor'),
      column('surface'),
      column('action'),
      column('subjectKind'),
      column('subjectId'),
      column('before'),
      column('after'),
      column('reason'),
      column('previousHash'),
      column('hash'),
    ]),
  );
}
