import type { Readable } from 'node:stream';
import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { CopyWriter } from '../import/copy/copy-writer.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type BackupHead, BackupRefused } from './backup-format.ts';
import { appliedMigrations, type BackupTable, backupTables, quoted } from './backup-tables.ts';
import { putTriggersAside } from './put-triggers-aside.ts';
import { type BackupPiece, readBackup } from './read-backup.ts';
import { SERVING_LOCK } from './serving.ts';

export interface RestoreOptions {
  /** Whether what the database holds may go. */
  readonly replace: boolean;
  readonly origin: AuditOrigin;
  readonly onTable?: (name: string) => void;
}

export interface BackupSeen {
  readonly madeAt: string;
  /** Newest migration of the schema it was made under. */
  readonly newestMigration: string;
  readonly tables: number;
  readonly rows: number;
  readonly sha256: string;
}

const LOCK_TIMEOUT = '5s';
const LOCK_NOT_AVAILABLE = '55P03';
const NEWLINE = 10;

/** Reads a backup from end to end and changes nothing. @throws BackupRefused */
export async function checkBackup(source: Readable): Promise<BackupSeen> {
  const seen = startSeen();
  for await (const piece of readBackup(source)) seen.look(piece);
  return seen.result();
}

/**
 * Puts a database back to what a backup holds: all of it or, when anything is wrong, nothing. The restored audit trail
 * goes on with an entry that says so, and names the end of the trail that was replaced.
 * @throws BackupRefused saying why not; nothing has changed then
 */
export async function restoreBackup(
  database: Database,
  source: Readable,
  { replace, origin, onTable }: RestoreOptions,
): Promise<BackupSeen> {
  const seen = await withinTransaction(database, async (client) => {
    const tables = new Map((await backupTables(client)).map((table) => [table.name, table]));
    await lockAll(client, tables);
    const replaced = await lastEntry(client);
    if (!replace) await insistOnEmpty(client);
    const restoreTriggers = await putTriggersAside(client, [...tables.keys()]);
    await client.query(`TRUNCATE ${[...tables.keys()].map(quoted).join(', ')}`);
    const seen = startSeen();
    await fillTables(client, readBackup(source), tables, seen, onTable);
    await setSequences(client, seen.head());
    // Jobs of what is gone must not act on what came instead; a bot queues anew what was not sent.
    await client.query(
      `DO $$ BEGIN IF to_regclass('pgboss.job') IS NOT NULL THEN DELETE FROM pgboss.job; END IF; END $$`,
    );
    await restoreTriggers();
    await appendAudit(client, {
      ...origin,
      action: 'backup_restored',
      subjectKind: 'backup',
      subjectId: seen.result().sha256,
      before: replaced,
      after: { madeAt: seen.result().madeAt, rows: seen.result().rows },
    });
    return seen.result();
  });
  await database.pool.query('ANALYZE');
  return seen;
}

type Seen = ReturnType<typeof startSeen>;

async function fillTables(
  client: pg.PoolClient,
  pieces: AsyncGenerator<BackupPiece>,
  tables: ReadonlyMap<string, BackupTable>,
  seen: Seen,
  onTable?: (name: string) => void,
): Promise<void> {
  let writer: CopyWriter | null = null;
  try {
    for await (const piece of pieces) {
      seen.look(piece);
      if (piece.kind === 'head') await insistOnVersion(client, piece.head);
      if (piece.kind === 'rows') {
        writer?.add(piece.bytes.toString());
        await writer?.flush();
        continue;
      }
      await writer?.end();
      writer = null;
      if (piece.kind !== 'table') continue;
      onTable?.(piece.name);
      writer = new CopyWriter(client, copyStatement(tables.get(piece.name), piece.columns));
    }
  } catch (error) {
    await writer?.abort();
    throw error;
  }
}

function startSeen() {
  let head: BackupHead | null = null;
  let [tables, rows, sha256] = [0, 0, ''];
  return {
    look(piece: BackupPiece) {
      if (piece.kind === 'head') head = piece.head;
      if (piece.kind === 'table') tables += 1;
      if (piece.kind === 'end') sha256 = piece.sha256;
      if (piece.kind !== 'rows') return;
      for (let at = piece.bytes.indexOf(NEWLINE); at >= 0; at = piece.bytes.indexOf(NEWLINE, at + 1)) rows += 1;
    },
    head(): BackupHead {
      if (head === null) throw new BackupRefused({ code: 'not_a_backup' });
      return head;
    },
    result(): BackupSeen {
      const { madeAt, migrations } = this.head();
      return { madeAt, newestMigration: migrations.at(-1) ?? '', tables, rows, sha256 };
    },
  };
}

/** Nobody else may be in the middle of anything. */
async function lockAll(client: pg.PoolClient, tables: ReadonlyMap<string, BackupTable>): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await client.query(`LOCK TABLE ${[...tables.keys()].map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE) {
      throw new BackupRefused({ code: 'in_use' }, { cause });
    }
    throw cause;
  }
  // A bot that is idle at this moment would go on with what it remembers of what is gone.
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS alone', [
    SERVING_LOCK,
  ]);
  if (rows[0]?.alone !== true) throw new BackupRefused({ code: 'in_use' });
}

async function lastEntry(client: pg.PoolClient): Promise<{ id: string; hash: string } | null> {
  const { rows } = await client.query<{ id: string; hash: string }>(
    'SELECT id::text, hash FROM audit_log ORDER BY audit_log.id DESC LIMIT 1',
  );
  return rows[0] ?? null;
}

async function insistOnEmpty(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ customers: number; staff: number; auditEntries: number }>(
    `SELECT (SELECT count(*)::int FROM customers) AS customers, (SELECT count(*)::int FROM staff) AS staff,
       (SELECT count(*)::int FROM audit_log) AS "auditEntries"`,
  );
  const [counts] = rows;
  if (counts === undefined || counts.customers + counts.staff + counts.auditEntries === 0) return;
  throw new BackupRefused({ code: 'not_empty', ...counts });
}

async function insistOnVersion(client: pg.PoolClient, { migrations }: BackupHead): Promise<void> {
  const here = await appliedMigrations(client);
  if (migrations.length === here.length && migrations.every((name, place) => name === here[place])) return;
  throw new BackupRefused({ code: 'other_version', newest: migrations.at(-1) ?? '', here: here.at(-1) ?? '' });
}

/** @throws BackupRefused for a table or column that the database does not have */
function copyStatement(table: BackupTable | undefined, columns: readonly string[]): string {
  if (table === undefined || columns.some((name) => !table.columns.includes(name))) {
    throw new BackupRefused({ code: 'damaged' });
  }
  return `COPY ${quoted(table.name)} (${columns.map(quoted).join(', ')}) FROM STDIN`;
}

async function setSequences(client: pg.PoolClient, { sequences }: BackupHead): Promise<void> {
  await client.query(
    `SELECT setval(('public.' || quote_ident(given.name))::regclass, given.last::bigint)
     FROM json_each_text($1::json) AS given (name, last)
     JOIN pg_sequences known ON known.schemaname = 'public' AND known.sequencename = given.name`,
    [JSON.stringify(sequences)],
  );
}
