import { ImportRefused } from '@xinshao/db/import/import-refused.ts';
import type { ImportKind, ImportOptions, ImportReport } from '@xinshao/db/import/options.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, SETTINGS, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C001,华兴贸易有限公司']));
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE invoices, payments, orders');
});

const COLUMNS: Partial<Record<ImportKind, string>> = {
  invoices: 'number: number, customer_code: customer, due_on: day, amount: amount',
  payments: 'invoice_number: number, customer_code: customer, paid_on: day, amount: amount',
  orders: 'number: number, customer_code: customer, ordered_on: day, amount: amount',
};

/** Imports rows `number,customer,day,amount` with a mapping that says that they are in dollars. */
function inDollars(
  kind: ImportKind,
  rows: readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const mapping = writeLines(folder, `${kind}.yaml`, [
    `kind: ${kind}`,
    `columns: { ${COLUMNS[kind] ?? ''} }`,
    'currency: USD',
  ]);
  const path = writeLines(folder, `${kind}.csv`, ['number,customer,day,amount', ...rows]);
  return importInto(database, kind, path, { mapping, ...options });
}

const payments = () =>
  rowsOf(
    database,
    'SELECT amount_fen::int AS fen, currency, original_amount::int AS original, ordinal FROM payments ORDER BY 1, 4',
  );

describe('the currency of a mapping', () => {
  it('holds for payments too: a dollar invoice is paid by as many dollars', async () => {
    await inDollars('invoices', ['A1,C001,2025-03-01,100']);
    await inDollars('payments', ['A1,C001,2025-03-01,100']);
    expect(await payments()).toEqual([{ fen: 71_000, currency: 'USD', original: 10_000, ordinal: 1 }]);
    const [invoice] = await rowsOf(database, 'SELECT amount_fen::int AS fen, paid_up_on::text FROM invoices');
    expect(invoice).toEqual({ fen: 71_000, paid_up_on: '2025-03-01' });
  });

  it('holds for orders and for the tax invoices of a customer', async () => {
    await inDollars('orders', ['O1,C001,2025-03-01,100']);
    expect(await rowsOf(database, 'SELECT amount_fen::int AS fen FROM orders')).toEqual([{ fen: 71_000 }]);
    const mapping = writeLines(folder, 'tax.yaml', [
      'kind: invoices',
      'book: tax_sale',
      'columns: { number: number, customer_code: customer, issued_on: day, amount: amount }',
      'currency: USD',
    ]);
    const path = writeLines(folder, 'tax.csv', ['number,customer,day,amount', 'T1,C001,2025-03-01,100']);
    await importInto(database, 'invoices', path, { mapping });
    expect(await rowsOf(database, 'SELECT amount_fen::int AS fen FROM tax_invoices')).toEqual([{ fen: 71_000 }]);
  });

  it('gives way to the currency that a row states, and to none without a rate', async () => {
    const lines = [
      '客户编号,发票号码,回款日期,金额,币种',
      'C001,A1,2025-03-01,100,美元',
      'C001,A2,2025-03-01,100,人民币',
    ];
    const report = await importInto(
      database,
      'payments',
      writeLines(folder, 'stated.csv', [...lines, 'C001,A3,2025-03-01,100,英镑', 'C001,A4,2025-03-01,,美元']),
    );
    expect(report).toMatchObject({ inserted: 2, rejected: 2 });
    expect(await payments()).toEqual([
      { fen: 10_000, currency: null, original: null, ordinal: 1 },
      { fen: 71_000, currency: 'USD', original: 10_000, ordinal: 1 },
    ]);
    const orders = ['number,customer_code,ordered_on,amount,currency', 'O1,C001,2025-03-01,100,USD'];
    await importInto(database, 'orders', writeLines(folder, 'orders-stated.csv', orders));
    expect(await rowsOf(database, 'SELECT amount_fen::int AS fen FROM orders')).toEqual([{ fen: 71_000 }]);
  });

  it.each<ImportKind>(['customers', 'statements', 'events'])(
    'is refused for %s, where nobody reads it',
    async (kind) => {
      const mapping = writeLines(folder, 'refused.yaml', [`kind: ${kind}`, 'columns: {}', 'currency: USD']);
      const path = writeLines(folder, 'refused.csv', ['code,name', 'C002,甲']);
      const refused = await importInto(database, kind, path, { mapping }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ImportRefused);
      expect(String(refused instanceof ImportRefused && refused.textIn('en'))).toMatch(
        /line 3, currency: is for invoices, payments, orders only/,
      );
    },
  );
});

describe('a new rate', () => {
  const dearer = { settings: { ...SETTINGS, rates: { USD: 7.2 } } };
  const rows = ['A1,C001,2025-03-01,100', 'A1,C001,2025-03-01,100', 'A1,C001,2025-03-01,50'];

  it('converts the payments of the same file anew and adds none', async () => {
    expect(await inDollars('payments', rows)).toMatchObject({ inserted: 3, updated: 0 });
    expect(await inDollars('payments', rows)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(await inDollars('payments', rows, dearer)).toMatchObject({ inserted: 0, updated: 3, unchanged: 0 });
    expect(await payments()).toEqual([
      { fen: 36_000, currency: 'USD', original: 5_000, ordinal: 1 },
      { fen: 72_000, currency: 'USD', original: 10_000, ordinal: 1 },
      { fen: 72_000, currency: 'USD', original: 10_000, ordinal: 2 },
    ]);
  });

  it('leaves alone what the file does not speak of, and payments in the base currency', async () => {
    await inDollars('payments', rows);
    const base = ['customer_code,invoice_number,paid_on,amount', 'C001,A1,2025-03-01,100'];
    await importInto(database, 'payments', writeLines(folder, 'base.csv', base));
    expect(await inDollars('payments', rows.slice(0, 1), dearer)).toMatchObject({ inserted: 0, updated: 1 });
    expect(await payments()).toEqual([
      { fen: 10_000, currency: null, original: null, ordinal: 1 },
      { fen: 35_500, currency: 'USD', original: 5_000, ordinal: 1 },
      { fen: 71_000, currency: 'USD', original: 10_000, ordinal: 2 },
      { fen: 72_000, currency: 'USD', original: 10_000, ordinal: 1 },
    ]);
  });
});
