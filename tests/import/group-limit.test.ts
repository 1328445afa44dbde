import { readFileSync } from 'node:fs';
import { group } from '@xinshao/core/limits/group.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { factsOf } from '@xinshao/db/facts/facts-of-customer.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const shipped = (name: string) => readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
const text = shipped('trade-credit.yaml');
const parsed = parsePolicy(text);
const company = parseCompanySettings(shipped('company.yaml'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const options = { policy, settings: company.value, asOf: '2025-06-30', now: new Date('2025-06-30T02:00:00Z') } as const;

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let queue: Awaited<ReturnType<typeof openQueue>>;
beforeAll(async () => {
  database = await freshDatabase();
  queue = await openQueue(database.url, { works: false });
  await customers('C1,母公司有限公司,100000', 'C2,子公司有限公司,', 'C3,孙公司有限公司,', 'C9,别家有限公司,5');
  await importInto(
    database,
    'ownership',
    writeLines(folder, 'ownership.csv', ['subject,object,kind', 'C1,C2,control', 'C2,C3,control']),
  );
  await importInto(
    database,
    'invoices',
    writeLines(folder, 'invoices.csv', [
      'number,customer_code,issued_on,due_on,amount',
      'A1,C1,2025-06-01,2025-07-31,60000',
      'A2,C2,2025-06-01,2025-07-31,30000',
    ]),
  );
  await runMonitor(database, queue, { ...options, full: true });
});
afterAll(() => queue.stop({ graceful: false }));

/** Imports rows `code,name,group limit`. */
async function customers(...rows: string[]): Promise<void> {
  await importInto(
    database,
    'customers',
    writeLines(folder, 'customers.csv', ['客户编号,客户名称,集团授信额度', ...rows]),
  );
}

/** The limit of the one group, in fen. */
async function groupLimit(): Promise<unknown> {
  const [row, ...more] = await rowsOf(database, 'SELECT code, limit_fen::int AS fen FROM customer_groups');
  expect(more).toEqual([]);
  expect(row?.code).toBe('C1');
  return row?.fen;
}

/** What the group's limit leaves the customer, in fen. */
async function headroom(code: string): Promise<number | null> {
  const [row] = await rowsOf(database, `SELECT id FROM customers WHERE code = '${code}'`);
  return group(await factsOf(database, Number(row?.id), '2025-06-30'));
}

/** The customers who are warned of, in order. */
async function warnedOf(): Promise<unknown[]> {
  const rows = await rowsOf(
    database,
    `SELECT c.code FROM warnings w JOIN alerts a ON a.id = w.alert_id JOIN customers c ON c.id = a.customer_id
     WHERE w.rule_id = 'group_limit_overused' ORDER BY 1`,
  );
  return rows.map(({ code }) => code);
}

describe('the limit of a group (R27)', () => {
  it('comes from the customer file and leaves each member what the others have not used', async () => {
    expect(await groupLimit()).toBe(10_000_000);
    expect(await Promise.all(['C1', 'C2', 'C3', 'C9'].map(headroom))).toEqual([7_000_000, 4_000_000, 1_000_000, null]);
    expect(await warnedOf()).toEqual([]);
  });

  it('warns when the members together owe more, and has all of them looked at when it changes', async () => {
    await database.pool.query('DELETE FROM customer_changes');
    await customers('C1,母公司有限公司,89999.99');
    const touched =
      'SELECT DISTINCT code FROM customer_changes JOIN customers ON customers.id = customer_id ORDER BY 1';
    expect(await rowsOf(database, touched)).toEqual([{ code: 'C1' }, { code: 'C2' }, { code: 'C3' }]);
    await runMonitor(database, queue, { ...options, full: false });
    expect(await warnedOf()).toEqual(['C1', 'C2', 'C3']);
  });

  it('is that of the leading company, else the least a member states, and gone when nobody states one', async () => {
    await customers('C2,子公司有限公司,70000', 'C3,孙公司有限公司,80000');
    expect(await groupLimit()).toBe(8_999_999);
    await customers('C1,母公司有限公司,');
    expect(await groupLimit()).toBe(7_000_000);
    await importInto(
      database,
      'customers',
      writeLines(folder, 'names.csv', ['code,name,region', 'C2,子公司有限公司,华东']),
    );
    expect(await groupLimit()).toBe(7_000_000);
    await customers('C2,子公司有限公司,-', 'C3,孙公司有限公司,');
    expect(await groupLimit()).toBeNull();
    expect(await headroom('C1')).toBeNull();
  });

  it('stays out of the way of a group that loses a member', async () => {
    await customers('C3,孙公司有限公司,50000');
    expect(await groupLimit()).toBe(5_000_000);
    const parted = ['subject,object,kind,share', 'C2,C3,votes,10%'];
    await database.pool.query(`DELETE FROM ownership WHERE object = 'C3'`);
    await importInto(database, 'ownership', writeLines(folder, 'parted.csv', parted));
    expect(await groupLimit()).toBeNull();
  });
});
