import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type BackupHead, END_OF_ROWS, HEAD, TAIL } from './backup-format.ts';
import { appliedMigrations, backupTables, quoted } from './backup-tables.ts';

export interface BackupOptions {
  readonly now: Date;
  readonly origin: AuditOrigin;
  /** Called with each table before its rows are read. */
  readonly onTable?: (name: string, place: number, of: number) => void;
}

export interface BackupMade {
  readonly tables: number;
  readonly rows: number;
  /** Of the text before it was compressed. */
  readonly sha256: string;
}

/**
 * Writes everything that the product remembers, as of one moment, while work goes on. What waits in the job queue is not
 * part of it: whatever has not reached Slack is queued again from the tables when a bot starts. That a backup was made is
 * recorded afterwards, in the audit trail.
 * @param out is ended when all is written; when anything breaks it is destroyed
 */
export async function writeBackup(database: Database, out: Writable, options: BackupOptions): Promise<BackupMade> {
  const made = await withinTransaction(
    database,
    async (transaction) => {
      const parts = partsOf(transaction, options);
      await pipeline(Readable.from(parts.bytes()), createGzip(), out);
      return parts.made();
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      ...options.origin,
      action: 'backup_made',
      subjectKind: 'backup',
      subjectId: made.sha256,
      after: { tables: made.tables, rows: made.rows },
    }),
  );
  return made;
}

function partsOf(client: pg.PoolClient, { now, onTable }: BackupOptions) {
  const hash = createHash('sha256');
  let made: BackupMade = { tables: 0, rows: 0, sha256: '' };
  const hashed = (bytes: Buffer) => {
    hash.update(bytes);
    return bytes;
  };
  async function* bytes(): AsyncGenerator<Buffer> {
    const head: BackupHead = {
      format: 1,
      madeAt: now.toISOString(),
      migrations: await appliedMigrations(client),
      sequences: await sequences(client),
    };
    yield hashed(Buffer.from(`${HEAD}${JSON.stringify(head)}\n`));
    const tables = await backupTables(client);
    let rows = 0;
    for (const [place, { name, columns }] of tables.entries()) {
      onTable?.(name, place + 1, tables.length);
      const list = columns.map(quoted).join(', ');
      yield hashed(Buffer.from(`COPY ${quoted(name)} (${list}) FROM stdin;\n`));
      const copy = client.query(copyTo(`COPY ${quoted(name)} (${list}) TO STDOUT`));
      for await (const chunk of copy) yield hashed(chunk);
      rows += copy.rowCount ?? 0;
      yield hashed(Buffer.from(END_OF_ROWS));
    }
    made = { tables: tables.length, rows, sha256: hash.digest('hex') };
    yield Buffer.from(`${TAIL}${made.sha256}\n`);
  }
  return { bytes, made: () => made };
}

/** What the sequences have given out; those never used are left out. */
async function sequences(client: pg.PoolClient): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `SELECT sequencename::text AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
