import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import type { MonitorReport } from '@xinshao/db/monitor/run-monitor.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { describeWithSharedData, example } from '../support/shared-data.ts';

type Database = Awaited<ReturnType<typeof freshDatabase>>;

/** Runs a command of the product on a database, and reads its one JSON document. */
async function run(database: Database, ...args: string[]) {
  const out: string[] = [];
  const variables = { DATABASE_URL: database.url, LOG_LEVEL: 'silent' };
  const code = await runCommandLine([...args, '--json'], variables, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: () => true },
  });
  expect(code).toBe(0);
  return JSON.parse(out.join(''));
}

const mapping = (name: string) => ['--mapping', example(`mappings/${name}.yaml`)];

/** Every stored assessment, replayed by the product, gives the bytes that are stored. */
async function replays(database: Database, count: number): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>('select id::text from assessments order by id limit $1', [
    count,
  ]);
  expect(rows.length).toBe(count);
  for (const { id } of rows)
    expect(await run(database, 'replay', '--assessment', id)).toMatchObject({ identical: true });
}

describeWithSharedData('a distributor’s receivables as they stood on 2019-12-04', (data) => {
  it('give a grade to each of the 979 customers who are in the file', async () => {
    const database = await freshDatabase();
    await run(
      database,
      'import',
      'invoices',
      join(data, 'b2b-receivables/invoices.csv'),
      ...mapping('b2b-receivables'),
    );
    const report: MonitorReport = await run(database, 'monitor', '--as-of', '2019-12-04');
    expect(report).toMatchObject({ customers: 979, scored: 979, changed: 979, insufficientData: 0 });
    expect(report.grades).toMatchObject({ AAA: 0, AA: 0 });
    for (const grade of ['A', 'B', 'C']) expect(report.grades[grade]).toBeGreaterThan(20);
    expect(report.alertsOpened).toBeGreaterThan(0);
    await replays(database, 25);
  });
});

describeWithSharedData('2,466 invoices of 100 customers', (data) => {
  it('give a grade to every customer', async () => {
    const database = await freshDatabase();
    await run(
      database,
      'import',
      'invoices',
      join(data, 'ibm-late-payment/invoices.csv'),
      ...mapping('ibm-late-payment'),
    );
    const report = await run(database, 'monitor', '--as-of', '2013-12-31');
    expect(report).toMatchObject({ customers: 100, scored: 100, insufficientData: 0 });
    await replays(database, 25);
  });
});

describeWithSharedData('123 Chinese companies known by their tax invoices alone', (data) => {
  it('are graded where the invoices say enough, and owe us nothing', async () => {
    const database = await freshDatabase();
    const file = (name: string) => join(data, 'vat-invoices', name);
    await run(database, 'import', 'customers', file('companies.csv'), ...mapping('vat-companies'));
    await run(database, 'import', 'invoices', file('sales.csv'), ...mapping('vat-sales'));
    await run(database, 'import', 'invoices', file('purchases.csv'), ...mapping('vat-purchases'));
    const report = await run(database, 'monitor', '--as-of', '2020-02-29');
    expect(report).toMatchObject({ customers: 123, scored: 123 });
    expect(report.insufficientData).toBeLessThan(40);
    const { rows } = await database.pool.query<{ exposure: string }>(
      `select coalesce(sum(exposure_fen), 0) as exposure from customer_state`,
    );
    // Tax invoices are the customers' own trade: nobody owes us anything.
    expect(Number(rows[0]?.exposure)).toBe(0);
    await replays(database, 25);
  });
});
