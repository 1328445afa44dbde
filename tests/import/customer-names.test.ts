import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE customers, invoices CASCADE');
});

const customers = (...lines: string[]) => importInto(database, 'customers', writeLines(folder, 'customers.csv', lines));

async function formerNames(code: string): Promise<unknown> {
  const [row] = await rowsOf(
    database,
    `SELECT former_names AS names, former_name_keys AS keys FROM customers WHERE code = '${code}'`,
  );
  expect(row?.keys).toEqual(row?.names);
  return row?.names;
}

describe('a customer that a file calls by another name', () => {
  it('keeps the old one as a former name, with and without such a column in the file', async () => {
    await customers('code,name', 'C1,甲有限公司');
    expect(await customers('code,name', 'C1,乙有限公司')).toMatchObject({ updated: 1 });
    expect(await formerNames('C1')).toEqual(['甲有限公司']);
    expect(await customers('code,name', 'C1,乙有限公司')).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await customers('code,name,former_names', 'C1,丙有限公司,')).toMatchObject({ updated: 1 });
    expect(await formerNames('C1')).toEqual(['甲有限公司', '乙有限公司']);
  });

  it('keeps it whatever the file says later of former names, which otherwise are those of the file', async () => {
    await customers('code,name,former_names', 'C1,甲有限公司,早名有限公司;误记有限公司');
    await customers('code,name,former_names', 'C1,乙有限公司,早名有限公司');
    expect(await formerNames('C1')).toEqual(['早名有限公司', '甲有限公司']);
    const again = await customers('code,name,former_names', 'C1,乙有限公司,早名有限公司');
    expect(again).toMatchObject({ updated: 0, unchanged: 1 });
    await customers('code,name,former_names', 'C1,乙有限公司,甲有限公司');
    expect(await formerNames('C1')).toEqual(['甲有限公司']);
  });

  it('has no former name that it bears', async () => {
    await customers('code,name', 'C1,甲有限公司');
    await customers('code,name', 'C1,乙有限公司');
    await customers('code,name', 'C1,甲有限公司');
    expect(await formerNames('C1')).toEqual(['乙有限公司']);
  });

  it('is not renamed by another way to write the same name, nor by the first name after its code', async () => {
    await customers('code,name', 'C1,甲（上海）有限公司', 'C2,C2');
    await customers('code,name', 'C1,甲(上海) 有限公司', 'C2,丁有限公司');
    expect(await formerNames('C1')).toEqual([]);
    expect(await formerNames('C2')).toEqual([]);
  });

  it('is found by the old name', async () => {
    await customers('code,name', 'C1,甲有限公司', 'C2,乙有限公司');
    await customers('code,name', 'C1,丙有限公司');
    const events = ['kind,occurred_on,name', 'lawsuit,2025-05-01,甲有限公司'];
    expect(await importInto(database, 'events', writeLines(folder, 'events.csv', events))).toMatchObject({
      inserted: 1,
    });
  });

  it('leaves the former names of the other customers of the file as they are', async () => {
    await customers('code,name', 'C1,甲有限公司');
    await customers('code,name', 'C1,乙有限公司', 'C2,丁有限公司');
    expect(await formerNames('C2')).toEqual([]);
    await customers('code,name,former_names', 'C2,丁有限公司,旧丁有限公司');
    await customers('code,name', 'C1,丙有限公司', 'C2,丁有限公司');
    expect(await formerNames('C2')).toEqual(['旧丁有限公司']);
    expect(await formerNames('C1')).toEqual(['甲有限公司', '乙有限公司']);
  });
});

describe('the USCC of a customer that a ledger makes known', () => {
  it('is stored in its written form; one that is none is left empty, counted, and costs no invoice', async () => {
    const mapping = writeLines(folder, 'ledger.yaml', [
      'kind: invoices',
      'columns: { number: 号, customer_code: 户, due_on: 到期, amount: 金额 }',
      'customer: { code: 户, name: 名, uscc: 税号 }',
    ]);
    const path = writeLines(folder, 'ledger.csv', [
      '号,户,名,税号,到期,金额',
      '1,X1,甲有限公司,9111 0105 5790 6583 0x,2025-02-01,1',
      '2,X2,乙有限公司,911101055790658301,2025-02-01,1',
      '3,X3,丙有限公司,－,2025-02-01,1',
      '4,X4,丁有限公司,12345,2025-02-30,1',
    ]);
    const report = await importInto(database, 'invoices', path, { mapping });
    expect(report).toMatchObject({ inserted: 3, rejected: 1, customersCreated: 3, usccsLeftOut: 1 });
    expect(await rowsOf(database, 'SELECT code, uscc FROM customers ORDER BY 1')).toEqual([
      { code: 'X1', uscc: '91110105579065830X' },
      { code: 'X2', uscc: null },
      { code: 'X3', uscc: null },
    ]);
    expect(await importInto(database, 'invoices', path, { mapping })).toMatchObject({ usccsLeftOut: 0, unchanged: 3 });
  });
});
