import { join } from 'node:path';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, expect, it } from 'vitest';
import { describeWithSharedData, example } from '../support/shared-data.ts';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

describeWithSharedData('a distributor’s ledger of 31,909 invoices', (data) => {
  const path = join(data, 'b2b-receivables', 'invoices.csv');
  const options = { mapping: example('mappings/b2b-receivables.yaml'), rejectedFolder: temporaryFolder() };
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
  });

  it('is taken whole, and its 979 customers are created', async () => {
    const report = await importInto(database, 'invoices', path, options);
    expect(report).toMatchObject({ rows: 31_909, inserted: 31_909, rejected: 0, duplicates: 0, customersCreated: 979 });
    expect(report.rejectedFile).toBeNull();
    const [open] = await rowsOf(database, 'SELECT count(*)::int AS n FROM invoices WHERE cleared_on IS NULL');
    expect(open).toEqual({ n: 189 });
    const [first] = await rowsOf(
      database,
      `SELECT amount_fen, issued_on, due_on::text, known_on::text, cleared_on::text FROM invoices WHERE number = 'HR000001'`,
    );
    expect(first).toEqual({
      amount_fen: '15501063',
      issued_on: null,
      due_on: '2018-12-24',
      known_on: '2018-12-24',
      cleared_on: '2019-01-23',
    });
  });

  it('changes nothing the second time', async () => {
    await database.pool.query('DELETE FROM customer_changes');
    const report = await importInto(database, 'invoices', path, options);
    expect(report).toMatchObject({ inserted: 0, updated: 0, unchanged: 31_909, rejected: 0, customersCreated: 0 });
    expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM customer_changes')).toEqual([{ n: 0 }]);
  });
});

describeWithSharedData('2,466 invoices with month/day/year dates', (data) => {
  it('keep their leading zeros and their disputes', async () => {
    const database = await freshDatabase();
    const report = await importInto(database, 'invoices', join(data, 'ibm-late-payment', 'invoices.csv'), {
      mapping: example('mappings/ibm-late-payment.yaml'),
      rejectedFolder: temporaryFolder(),
    });
    expect(report).toMatchObject({ rows: 2_466, inserted: 2_466, rejected: 0, customersCreated: 100 });
    const rows = await rowsOf(
      database,
      `SELECT i.number, issued_on::text, due_on::text, cleared_on::text, disputed, amount_fen, c.region
       FROM invoices i JOIN customers c ON c.id = i.customer_id WHERE number = '0007900770'`,
    );
    expect(rows).toEqual([
      {
        number: '0007900770',
        issued_on: '2013-01-26',
        due_on: '2013-02-25',
        cleared_on: '2013-03-03',
        disputed: true,
        amount_fen: '6174',
        region: '406',
      },
    ]);
  });
});

describeWithSharedData('Chinese VAT invoices', (data) => {
  it('become evidence of the customers’ trade; void ones are marked, and none is our receivable', async () => {
    const database = await freshDatabase();
    const rejectedFolder = temporaryFolder();
    const file = (name: string) => join(data, 'vat-invoices', name);
    const companies = await importInto(database, 'customers', file('companies.csv'), {
      mapping: example('mappings/vat-companies.yaml'),
      rejectedFolder,
    });
    expect(companies).toMatchObject({ rows: 123, inserted: 123, rejected: 0 });
    const sales = await importInto(database, 'invoices', file('sales.csv'), {
      mapping: example('mappings/vat-sales.yaml'),
      rejectedFolder,
    });
    expect(sales).toMatchObject({ rows: 162_484, rejected: 0, customersCreated: 0 });
    expect(sales.inserted + sales.duplicates).toBe(162_484);
    const purchases = await importInto(database, 'invoices', file('purchases.csv'), {
      mapping: example('mappings/vat-purchases.yaml'),
      rejectedFolder,
    });
    expect(purchases).toMatchObject({ rows: 210_947, rejected: 0 });
    expect(purchases.inserted + purchases.duplicates).toBe(210_947);
    expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM invoices')).toEqual([{ n: 0 }]);
    const [negative] = await rowsOf(
      database,
      'SELECT count(*) > 1000 AS many FROM tax_invoices WHERE NOT received AND amount_fen < 0',
    );
    expect(negative).toEqual({ many: true });
    const again = await importInto(database, 'invoices', file('sales.csv'), {
      mapping: example('mappings/vat-sales.yaml'),
      rejectedFolder,
    });
    expect(again).toMatchObject({ inserted: 0, updated: 0, duplicates: sales.duplicates });
  });
});

describeWithSharedData('scaled ratios of 4,773 unnamed companies', (data) => {
  it('become free dimensions; whether the company went bankrupt does not', async () => {
    const database = await freshDatabase();
    const report = await importInto(database, 'customers', join(data, 'taiwan-ratios', 'train.csv'), {
      mapping: example('mappings/taiwan-ratios.yaml'),
      rejectedFolder: temporaryFolder(),
    });
    expect(report).toMatchObject({ rows: 4_773, inserted: 4_773, rejected: 0 });
    const [company] = await rowsOf(database, `SELECT name, attributes FROM customers WHERE code = 'TEJ-2'`);
    expect(company).toMatchObject({
      name: 'TEJ company 2',
      attributes: { retained_earnings_to_total_assets: '0.90990336247412' },
    });
    expect(Object.keys(Object(company?.attributes))).toHaveLength(15);
  });
});
