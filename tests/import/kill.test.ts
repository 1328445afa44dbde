import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Database } from '@xinshao/db/database.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
/** So many that a first load puts the key aside. */
const ROWS = 520_000;

/** Starts an import in a process of its own and kills it (−9) at the first step that matches. */
async function killAt(database: Database, path: string, step: RegExp): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./import-child.ts', import.meta.url)), path], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (step.test(line)) child.kill('SIGKILL');
  }
  return last;
}

/** The server notices a vanished client a moment later. */
async function untilOthersAreGone(database: Database): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const busy = await rowsOf(
      database,
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state <> 'idle' OR query LIKE 'COPY%')`,
    );
    if (busy.length === 0) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('the killed import is still at work');
}

const ledger = (database: Database) =>
  rowsOf(database, 'SELECT count(*)::int AS n, sum(amount_fen)::text AS fen, max(number) AS last FROM invoices');

describe('an import that is killed (−9) half-way', () => {
  it('leaves nothing behind, and the same file then imports whole', async () => {
    const database = await freshDatabase();
    await importInto(
      database,
      'customers',
      writeLines(folder, 'c.csv', ['code,name', 'C1,甲有限公司', 'C2,乙有限公司']),
    );
    const path = writeLines(folder, 'ledger.csv', [
      'number,customer_code,issued_on,due_on,amount',
      'BAD,C1,2025-01-01,2025-02-31,1.00',
      ...Array.from({ length: ROWS }, (_, n) => `N${1_000_000 + n},C${(n % 2) + 1},2025-01-01,2025-02-01,${n}.25`),
    ]);
    expect(statSync(path).size).toBeGreaterThan(20_000_000);
    await database.pool.query('DELETE FROM customer_changes');

    for (const step of [/^reading [1-9]/, /^storing/]) {
      const last = await killAt(database, path, step);
      expect(last).not.toMatch(/^done/);
      await untilOthersAreGone(database);
      expect(await ledger(database)).toEqual([{ n: 0, fen: null, last: null }]);
      expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM customer_changes')).toEqual([{ n: 0 }]);
    }

    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: ROWS + 1, inserted: ROWS, rejected: 1, duplicates: 0 });
    const total = (BigInt(ROWS) * BigInt(ROWS - 1) * 50n + BigInt(ROWS) * 25n).toString();
    expect(await ledger(database)).toEqual([{ n: ROWS, fen: total, last: `N${1_000_000 + ROWS - 1}` }]);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  }, 120_000);
});

describe('a break of the connection to the database half-way', () => {
  it('fails the import with an error, and stores nothing', async () => {
    const database = await freshDatabase();
    await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C1,甲有限公司']));
    const path = writeLines(folder, 'cut.csv', [
      'number,customer_code,issued_on,due_on,amount',
      ...Array.from({ length: ROWS }, (_, n) => `N${n},C1,2025-01-01,2025-02-01,${n}`),
    ]);
    let cut = false;
    const outcome = importInto(database, 'invoices', path, {
      onProgress: ({ rows }) => {
        if (rows === 0 || cut) return;
        cut = true;
        void database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'`,
        );
      },
    });
    await expect(outcome).rejects.toThrow(/terminating connection|Connection terminated|ECONNRESET|EPIPE/);
    expect(await ledger(database)).toEqual([{ n: 0, fen: null, last: null }]);
  }, 60_000);
});

describe('two imports of the same file at once', () => {
  it('take turns: each row is stored once', async () => {
    const database = await freshDatabase();
    const mapping = writeLines(folder, 'm.yaml', [
      'kind: invoices',
      'columns: { number: number, due_on: due, amount: amount }',
      'customer: { code: who }',
    ]);
    const path = writeLines(folder, 'both.csv', [
      'number,who,due,amount',
      ...Array.from({ length: 5_000 }, (_, n) => `N${n},W${n % 50},2025-02-01,${n}`),
    ]);
    const rejectedFolders = [temporaryFolder(), temporaryFolder()];
    const reports = await Promise.all(
      rejectedFolders.map((rejectedFolder) => importInto(database, 'invoices', path, { mapping, rejectedFolder })),
    );
    expect(reports.map(({ inserted }) => inserted).sort()).toEqual([0, 5_000]);
    expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM customers')).toEqual([{ n: 50 }]);
  });
});
