import { PassThrough, Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { Database } from '../database.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { backupTables } from './backup-tables.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';
import { holdServing } from './serving.ts';
import { writeBackup } from './write-backup.ts';

const NOW = new Date('2026-10-31T01:00:00Z');
const origin = { actor: 'system:cli', surface: 'cli' } as const;

async function backupOf(database: Database): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  await writeBackup(database, out, { now: NOW, origin });
  return Buffer.concat(chunks);
}

/** In pieces of a size that cuts through everything. */
const asStream = (bytes: Buffer, size = 1 << 16) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );

/** Every row of every table as text. */
async function contents(database: Database): Promise<Record<string, string[]>> {
  const client = await database.pool.connect();
  try {
    const all: Record<string, string[]> = {};
    for (const { name } of await backupTables(client)) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  } finally {
    client.release();
  }
}

const NASTY = ['有限公司\\.', '制表\t换行\n回车\r反斜线\\', '\\N', '"引号"', '\\.\n'];

async function company(): Promise<Database> {
  const database = await freshDatabase();
  await database.pool.query(
    `INSERT INTO staff (code, name, role, manager_code) VALUES ('S1', '张三', 'sales', 'M1'), ('M1', '经理', 'sales_manager', NULL)`,
  );
  for (const [place, name] of NASTY.entries()) {
    const id = await makeCustomer(database, `K${place}`);
    await database.pool.query('UPDATE customers SET name = $2, former_names = $3 WHERE id = $1', [id, name, NASTY]);
    await database.pool.query(
      `INSERT INTO invoices (customer_id, number, issued_on, due_on, known_on, amount_fen)
       VALUES ($1, $2, '2026-10-01', '2026-10-31', '2026-10-01', 100)`,
      [id, `F${place}`],
    );
  }
  return database;
}

const source = await company();
const backup = await backupOf(source);
// Its own making is recorded after it.
const { rows: before } = await source.pool.query('SELECT count(*)::int AS entries FROM audit_log');

describe('a backup', () => {
  it.each([1 << 16, 1, 7])('brings everything back into an empty database, read %d bytes at a time', async (size) => {
    const target = await freshDatabase();
    const seen = await restoreBackup(target, asStream(backup, size), { replace: false, origin });
    expect(seen).toMatchObject({ madeAt: NOW.toISOString() });
    const [wanted, found] = [await contents(source), await contents(target)];
    expect({ ...found, audit_log: [] }).toEqual({ ...wanted, audit_log: [] });
    // Sequences go on where they were, derived columns are there, and what guards the audit trail is back.
    const id = await makeCustomer(target, 'NEXT');
    expect(id).toBeGreaterThan(NASTY.length);
    expect(await verifyAudit(target)).toMatchObject({ ok: true, entries: 1 });
    await expect(target.pool.query('DELETE FROM audit_log')).rejects.toThrow(/append-only/);
  });

  it('is recorded once it was made, and again where it was restored', async () => {
    expect(before).toEqual([{ entries: 1 }]);
    const { rows } = await source.pool.query(`SELECT action, actor FROM audit_log`);
    expect(rows).toEqual([{ action: 'backup_made', actor: 'system:cli' }]);
  });

  it('holds one moment: what is changed meanwhile is not in it', async () => {
    const database = await company();
    const out = new PassThrough();
    const chunks: Buffer[] = [];
    out.on('data', (chunk: Buffer) => chunks.push(chunk));
    let changed: Promise<unknown> = Promise.resolve();
    await writeBackup(database, out, {
      ...{ now: NOW, origin },
      onTable: (_name, place) => {
        if (place === 1) changed = database.pool.query(`UPDATE customers SET name = '后来改的' WHERE code = 'K0'`);
      },
    });
    await changed;
    const text = gunzipSync(Buffer.concat(chunks)).toString();
    expect(text).not.toContain('后来改的');
    expect(text).toContain('有限公司');
  });

  it('can be looked through without a database', async () => {
    expect(await checkBackup(asStream(backup))).toMatchObject({
      madeAt: NOW.toISOString(),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('nothing changes when', () => {
  const refused = async (bytes: Buffer, replace = true) => {
    const database = await company();
    const untouched = await contents(database);
    const problem = await restoreBackup(database, asStream(bytes, 1000), { replace, origin }).then(
      () => null,
      (error: unknown) => (error as { problem?: unknown }).problem ?? error,
    );
    expect(await contents(database)).toEqual(untouched);
    await expect(database.pool.query('DELETE FROM audit_log')).rejects.toThrow(/append-only/);
    return problem;
  };
  const text = () => gunzipSync(backup).toString();

  it('the file is no backup', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('编号,名称\n'), gzipSync('编号,名称\n')]) {
      expect(await refused(bytes)).toEqual({ code: 'not_a_backup' });
    }
  });

  it('the file ends too early, at any place', async () => {
    for (const share of [0.3, 0.9]) {
      expect(await refused(backup.subarray(0, Math.floor(backup.length * share)))).toEqual({ code: 'damaged' });
    }
    const lines = text().split('\n');
    expect(await refused(gzipSync(lines.slice(0, -2).join('\n')))).toEqual({ code: 'damaged' });
  });

  it('something in it was changed', async () => {
    expect(await refused(gzipSync(text().replace('张三', '李四')))).toEqual({ code: 'damaged' });
  });

  it('it speaks of a table that does not exist, or of anything but rows', async () => {
    for (const line of ['COPY "pg_authid" ("rolname") FROM stdin;', 'DROP TABLE customers;']) {
      expect(await refused(gzipSync(text().replace(/^COPY .*$/m, line)))).toEqual({ code: 'damaged' });
    }
  });

  it('it comes from another version', async () => {
    const newer = text().replace('"migrations":[', '"migrations":["20200101000000_other",');
    expect(await refused(gzipSync(newer))).toMatchObject({ code: 'other_version' });
  });

  it('the database holds something and nobody said that it may go', async () => {
    expect(await refused(backup, false)).toMatchObject({ code: 'not_empty', customers: NASTY.length, staff: 2 });
  });

  it('a bot is running', async () => {
    const database = await freshDatabase();
    const stop = await holdServing(database, () => undefined);
    await expect(restoreBackup(database, asStream(backup), { replace: true, origin })).rejects.toMatchObject({
      problem: { code: 'in_use' },
    });
    await stop();
    await restoreBackup(database, asStream(backup), { replace: true, origin });
  });
});

it('a process that serves outlives its connections, and is noticed again once it has a new one', async () => {
  const database = await freshDatabase();
  const lost: Error[] = [];
  const stop = await holdServing(database, (error) => lost.push(error));
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await vi.waitFor(() => expect(lost).toHaveLength(1));
  const refused = () =>
    restoreBackup(database, asStream(Buffer.from('x')), { replace: true, origin }).catch((error) => error.problem);
  await vi.waitFor(async () => expect(await refused()).toEqual({ code: 'in_use' }), { timeout: 15_000, interval: 500 });
  await stop();
  expect(await refused()).toEqual({ code: 'not_a_backup' });
});

it('what may go is replaced, jobs of it included, and the trail says which trail was replaced', async () => {
  const database = await company();
  await backupOf(database);
  await database.pool.query(`INSERT INTO teams (code, name) VALUES ('GONE', '不再有')`);
  await restoreBackup(database, asStream(backup), { replace: true, origin });
  expect((await contents(database)).teams).toEqual([]);
  const { rows } = await database.pool.query(`SELECT action, before FROM audit_log`);
  expect(rows).toEqual([{ action: 'backup_restored', before: expect.stringContaining('"id":"1"') }]);
});
