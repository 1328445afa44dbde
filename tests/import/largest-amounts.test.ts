import { readFileSync } from 'node:fs';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import type { Database } from '@xinshao/db/database.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const HEADER = 'number,customer_code,issued_on,due_on,amount,settled_on';
const LARGEST = '10000000000.00';

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
  const customers = ['code,name', 'C1,华兴贸易有限公司', 'C2,宁波海通物流有限公司'];
  await importInto(database, 'customers', writeLines(folder, 'c.csv', customers));
});

const bring = (kind: 'invoices' | 'payments' | 'orders', header: string, rows: readonly string[]) =>
  importInto(database, kind, writeLines(folder, `${kind}.csv`, [header, ...rows]));
const rejectedIn = (path: string | null) => readFileSync(path ?? '', 'utf8');

async function run(...args: string[]) {
  const out: string[] = [];
  const variables = { DATABASE_URL: database.url, LOG_LEVEL: 'silent' };
  const code = await runCommandLine([...args, '--json'], variables, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: () => true },
  });
  expect([code, out.length]).toEqual([0, 1]);
  return JSON.parse(out[0] ?? '');
}

describe('one invoice, payment or order comes to ten billion yuan at most', () => {
  it('a larger one is rejected with a reason, whether read from bytes or as text, and the others are taken', async () => {
    const report = await bring('invoices', HEADER, [
      `A,C1,2025-01-01,2025-03-01,${LARGEST},`,
      'B,C1,2025-01-01,2025-03-01,-10000000000.00,',
      'C,C1,2025-01-01,2025-03-01,10000000000.01,',
      'D,C1,2025-01-01,2025-03-01,-99999999999,',
      'E,C1,2025-01-01,2025-03-01,90071992547409.91,',
      'F,C2,2025-01-01,2025-03-01,100.00,',
    ]);
    expect(report).toMatchObject({ rows: 6, inserted: 3, rejected: 3 });
    const rejected = rejectedIn(report.rejectedFile);
    for (const amount of ['10,000,000,000.01', '-99,999,999,999.00', '90,071,992,547,409.91']) {
      expect(rejected).toContain(`「amount」合 ${amount} 元，超过单笔 100 亿元的上限；请检查小数点和单位（元、万元）`);
    }
  });
  it('payments and orders too', async () => {
    const payments = await bring('payments', 'customer_code,invoice_number,paid_on,amount,method', [
      `C1,A,2025-03-01,${LARGEST},`,
      'C1,B,2025-03-01,10000000000.01,',
    ]);
    expect(payments).toMatchObject({ inserted: 1, rejected: 1 });
    const orders = await bring('orders', 'number,customer_code,ordered_on,amount', [
      `A,C1,2025-03-01,${LARGEST}`,
      'B,C1,2025-03-01,10000000000.01',
    ]);
    expect(orders).toMatchObject({ inserted: 1, rejected: 1 });
  });
  it('in another currency what counts is what it is worth', async () => {
    const report = await bring('invoices', `${HEADER},currency`, [
      'A,C1,2025-01-01,2025-03-01,1400000000,,USD',
      'B,C1,2025-01-01,2025-03-01,1500000000,,USD',
    ]);
    expect(report).toMatchObject({ inserted: 1, rejected: 1 });
    expect(rejectedIn(report.rejectedFile)).toContain('合 10,650,000,000.00 元');
  });
});

describe('hundreds of the largest invoices of one customer, a century late', () => {
  const late = (settled: string) => (_: unknown, row: number) =>
    `${settled === '' ? 'O' : 'S'}${row},C1,1900-01-01,1900-02-01,${LARGEST},${settled}`;

  it('keep nobody from being taken, looked at and looked up', async () => {
    const rows = [
      ...Array.from({ length: 400 }, late('2025-05-05')),
      ...Array.from({ length: 400 }, late('')),
      'X,C2,2025-05-01,2025-06-01,100.00,',
    ];
    expect(await bring('invoices', HEADER, rows)).toMatchObject({ inserted: 801, rejected: 0 });
    expect(await rowsOf(database, 'SELECT invoiced_fen FROM ledger_months ORDER BY 1 DESC LIMIT 1')).toEqual([
      { invoiced_fen: '800000000000000' },
    ]);
    expect(await run('monitor', '--as-of', '2025-06-30')).toMatchObject({ customers: 2, scored: 2 });
    const { matches } = await run('lookup', 'C1');
    expect(matches).toMatchObject([{ exposureFen: 400_000_000_000_000, overdueFen: 400_000_000_000_000 }]);
    expect((await run('lookup', 'C2')).matches).toMatchObject([{ overdueFen: 10_000 }]);
  });
  it('nor do payments of as much', async () => {
    await bring('invoices', HEADER, Array.from({ length: 400 }, late('')));
    const payments = Array.from({ length: 400 }, (_, row) => `C1,O${row},2025-05-05,${LARGEST},`);
    const report = await bring('payments', 'customer_code,invoice_number,paid_on,amount,method', payments);
    expect(report).toMatchObject({ inserted: 400, rejected: 0 });
    expect(await run('monitor', '--as-of', '2025-06-30')).toMatchObject({ scored: 2 });
  });
});
