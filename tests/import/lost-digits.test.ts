import { readFileSync } from 'node:fs';
import { writeLines, writeSheet } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C001,华兴贸易有限公司']));
});

/** The lines of the file of rejected rows. */
function rejectedLines(path: string | null): string[] {
  return readFileSync(path ?? '', 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1);
}

describe('a long number that a spreadsheet holds as a number', () => {
  it('is rejected as number of an invoice: two invoices must not become one', async () => {
    const path = await writeSheet(folder, 'invoices.xlsx', [
      ['发票号码', '客户编号', '到期日', '金额'],
      [Number('24312000000012345678'), 'C001', '2025-04-01', 113],
      [Number('24312000000012345679'), 'C001', '2025-04-01', 113],
      ['24312000000012345680', 'C001', '2025-04-01', 113],
      [1_000_000_000_000_000, 'C001', '2025-04-01', 113],
      [999_999_999_999_999, 'C001', '2025-04-01', 113],
      ['A1', Number('911310006096709523'), '2025-04-01', 113],
    ]);
    const report = await importInto(database, 'invoices', path, { locale: 'en' });
    expect(report).toMatchObject({ inserted: 2, rejected: 4 });
    const lost = /^[2357],"“(发票号码|客户编号)” has more than 15 digits .*format the column as text in Excel/;
    expect(rejectedLines(report.rejectedFile)).toEqual([2, 3, 5, 7].map(() => expect.stringMatching(lost)));
    expect(await rowsOf(database, 'SELECT number FROM invoices ORDER BY 1')).toEqual([
      { number: '24312000000012345680' },
      { number: '999999999999999' },
    ]);
  });

  it('is rejected in a text file that the spreadsheet wrote, in Chinese too', async () => {
    const lines = ['客户编号,发票号码,回款日期,金额', 'C001,2.4312E+19,2025-04-01,113'];
    const report = await importInto(database, 'payments', writeLines(folder, 'payments.csv', lines));
    expect(rejectedLines(report.rejectedFile)).toEqual([
      '2,「发票号码」超过 15 位，已被 Excel 存成数值并丢失末尾几位：2.4312E+19（请在 Excel 中把该列设为“文本”格式，重新填写后再导入）,C001,2.4312E+19,2025-04-01,113',
    ]);
  });

  it('makes no customer either', async () => {
    const mapping = writeLines(folder, 'new.yaml', [
      'kind: invoices',
      'columns: { number: 号, due_on: 到期, amount: 金额 }',
      'customer: { code: 税号 }',
    ]);
    const path = await writeSheet(folder, 'new.xlsx', [
      ['号', '税号', '到期', '金额'],
      ['B1', Number('911310006096709523'), '2025-04-01', 113],
    ]);
    const report = await importInto(database, 'invoices', path, { mapping });
    expect(report).toMatchObject({ inserted: 0, rejected: 1, customersCreated: 0 });
    expect(rejectedLines(report.rejectedFile)).toEqual([expect.stringMatching(/^2,「税号」超过 15 位/)]);
  });
});
