import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportRefused } from '@xinshao/db/import/import-refused.ts';
import type { ImportKind, ImportOptions } from '@xinshao/db/import/options.ts';
import { writeLines, writeSheet } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C001,华兴有限公司']));
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE invoices');
});

const HEAD = 'number,customer_code,issued_on,due_on,amount';
const GOOD = 'A1,C001,2025-01-01,2025-02-01,100';

/** The refusal of a file, in both languages; nothing of it may be stored. */
async function refusalOf(kind: ImportKind, path: string, options: Partial<ImportOptions> = {}): Promise<string> {
  const error = await importInto(database, kind, path, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportRefused);
  expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM invoices')).toEqual([{ n: 0 }]);
  return error instanceof ImportRefused ? `${error.code}: ${error.textIn('zh')} / ${error.textIn('en')}` : '';
}

/** Lines of the file of rejected rows, without its header. */
function rejectedLines(path: string | null): string[] {
  const text = readFileSync(path ?? '', 'utf8');
  expect(text.startsWith('\ufeff')).toBe(true);
  return text.trimEnd().split('\r\n').slice(1);
}

describe('a file as a whole is refused, with one clear message, when it', () => {
  it('has 0 bytes', async () => {
    writeFileSync(join(folder, 'empty.csv'), '');
    expect(await refusalOf('invoices', join(folder, 'empty.csv'))).toMatch(/^file_empty: .*0 字节.* \/ .*empty/);
  });
  it('does not exist, or is a folder', async () => {
    expect(await refusalOf('invoices', join(folder, 'none.csv'))).toMatch(
      /^file_unreadable: 无法读取文件 \/.*none\.csv：文件或文件夹不存在.* \/ Cannot read \/.*none\.csv: there is no such file/,
    );
    expect(await refusalOf('invoices', folder)).toMatch(/^file_unreadable: .*请写出文件名 \/ .*name a file/);
  });
  it('is a picture or a UTF-16 text: it contains NUL bytes', async () => {
    const path = writeLines(folder, 'utf16.csv', [HEAD, GOOD], 'utf16le');
    expect(await refusalOf('invoices', path)).toMatch(/^not_text: /);
  });
  it('is valid in no encoding, even when the wrong byte is in its very last line', async () => {
    const path = writeLines(folder, 'late.csv', [
      HEAD,
      ...Array.from({ length: 3_000 }, (_, n) => `A${n},C001,2025-01-01,2025-02-01,100`),
    ]);
    appendFileSync(path, Buffer.from([0xe5, 0x8d, 0xff, 0x0a]));
    expect(await refusalOf('invoices', path)).toMatch(/^encoding_unknown: /);
  });
  it('is UTF-8 that was cut off inside a character: read as GB18030 it would be nonsense', async () => {
    const path = writeLines(folder, 'cut.csv', [
      'code,name',
      ...Array.from({ length: 30 }, (_, n) => `Z${n},华兴贸易有限公司`),
    ]);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 2));
    const size = whole.length;
    const refusal = await refusalOf('customers', path);
    expect(refusal).toContain(`第 ${size - 3} 字节`);
    expect(await rowsOf(database, `SELECT count(*)::int AS n FROM customers WHERE code LIKE 'Z%'`)).toEqual([{ n: 0 }]);
  });
  it('has a header twice', async () => {
    const path = writeLines(folder, 'twice.csv', [`${HEAD},Amount`, `${GOOD},100`]);
    expect(await refusalOf('invoices', path)).toMatch(/^header_repeated: .*Amount/);
  });
  it('has two columns that could both be the amount', async () => {
    const path = writeLines(folder, 'two.csv', [
      '发票号码,客户编号,到期日,金额,价税合计',
      'A1,C001,2025-02-01,100,113',
    ]);
    expect(await refusalOf('invoices', path)).toMatch(/^header_ambiguous: .*金额, 价税合计/);
  });
  it('lacks a required column, which is named with its synonyms', async () => {
    const path = writeLines(folder, 'lacks.csv', ['number,customer_code,due_on', 'A1,C001,2025-02-01']);
    expect(await refusalOf('invoices', path)).toMatch(/^column_missing: .*amount.*金额.*number, customer_code, due_on/);
  });
  it('is a damaged or an old spreadsheet', async () => {
    writeFileSync(join(folder, 'broken.xlsx'), Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500, 7)]));
    expect(await refusalOf('invoices', join(folder, 'broken.xlsx'))).toMatch(/^(spreadsheet_broken|header_missing): /);
    writeFileSync(join(folder, 'old.xls'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]));
    expect(await refusalOf('invoices', join(folder, 'old.xls'))).toMatch(/^old_excel: /);
  });
  it('has a bad row in strict mode; the reasons are written all the same', async () => {
    const path = writeLines(folder, 'strict.csv', [HEAD, GOOD, 'A2,C001,2025-01-01,2025-02-30,100']);
    expect(await refusalOf('invoices', path, { strict: true })).toMatch(/^rows_rejected: .*1 行/);
    expect(rejectedLines(`${path}.rejected.csv`)).toHaveLength(1);
  });
});

describe('a mapping is refused when it', () => {
  const mapped = (lines: readonly string[]) =>
    refusalOf('invoices', writeLines(folder, 'm.csv', [HEAD, GOOD]), { mapping: writeLines(folder, 'm.yaml', lines) });
  it('has an unknown key: line and key are named', async () => {
    const refusal = await mapped(['kind: invoices', 'columns:', '  number: number', 'datess: M/D/YYYY']);
    expect(refusal).toMatch(
      /^mapping_invalid: .*第 4 行，datess：没有“datess”这一项.* \/ .*line 4, datess: there is no key/,
    );
  });
  it('has a wrong value: line and key are named', async () => {
    expect(await mapped(['kind: invoices', 'columns: {}', 'dates: Q4'])).toMatch(
      /^mapping_invalid: .*第 3 行，dates：日期格式须各写一次年、月、日.* \/ .*line 3, dates: a date format names/,
    );
  });
  it('is no YAML', async () =>
    expect(await mapped(['kind: [invoices'])).toMatch(
      /^mapping_invalid: .*第 \d 行.*不是有效的 YAML：缩进不对或括号没有闭合/,
    ));
  it('lacks a key, or has a value of another type', async () => {
    expect(await mapped(['kind: invoices'])).toMatch(/columns：缺少“columns” \/ .*columns: “columns” is missing/);
    expect(await mapped(['kind: invoices', 'columns: number'])).toMatch(
      /第 2 行，columns：类型不对，应为若干“键: 值” \/ .*expected keys with values/,
    );
  });
  it('states a currency that is none', async () =>
    expect(await mapped(['kind: invoices', 'columns: {}', 'currency: 美元'])).toMatch(
      /第 3 行，currency：须为三个大写字母.* \/ .*three capital letters/,
    ));
  it('is not there', async () => {
    const mapping = join(folder, 'none.yaml');
    const path = writeLines(folder, 'm.csv', [HEAD, GOOD]);
    expect(await refusalOf('invoices', path, { mapping })).toMatch(
      /^mapping_unreadable: 无法读取映射文件 \/.*none\.yaml：文件或文件夹不存在.* \/ .*there is no such file/,
    );
  });
  it('is for another kind', async () =>
    expect(await mapped(['kind: orders', 'columns: {}'])).toMatch(/^mapping_kind: /));
  it('names a column that the file does not have', async () =>
    expect(await mapped(['kind: invoices', 'columns: { number: 票号 }'])).toMatch(/^mapping_source_missing: .*票号/));
  it('names a column of ours that does not exist', async () =>
    expect(await mapped(['kind: invoices', 'columns:', '  numero: number'])).toMatch(
      /^mapping_invalid: 映射文件 m\.yaml 第 3 行，columns\.numero：没有“numero”这一列，可用的有：number.* \/ .*choose from: number/,
    ));
});

describe('a bad row never stops a good one and is never lost', () => {
  it('each is written out with its line, a reason and its columns', async () => {
    const path = writeLines(folder, 'rows.csv', [
      HEAD,
      GOOD,
      'A2,C001,2025-01-01,2025-02-01,壹万元整',
      'A3,C001,2025-01-01,2025-02-30,100',
      'A4,C001,31/12/2025,2025-02-01,100',
      'A5,C001,2025-01-01,2025-02-01,12.5万',
      'A6,C001,2025-01-01,2025-02-01',
      'A7,C404,2025-01-01,2025-02-01,100',
      ',C001,2025-01-01,2025-02-01,100',
      '',
      'A8,C001,2025-01-01,2025-02-01,one hundred',
      '"A,9",C001,2025-01-01,,100',
      'B1,C001,2025-01-01,2025-02-01,200',
    ]);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 11, inserted: 2, rejected: 9, rejectedFile: `${path}.rejected.csv` });
    expect(rejectedLines(report.rejectedFile)).toEqual([
      '3,「amount」是大写或文字金额（壹万元整），请改成数字，例如 12000.00,A2,C001,2025-01-01,2025-02-01,壹万元整',
      '4,「due_on」是不存在的日期：2025-02-30,A3,C001,2025-01-01,2025-02-30,100',
      '5,「issued_on」不是可识别的日期：31/12/2025（可写成 2025-03-31；其他写法请在映射文件中用 dates 说明）,A4,C001,31/12/2025,2025-02-01,100',
      '6,「amount」带有单位（12.5万）；整列都是万元时，请在映射文件中写 unit: 万元,A5,C001,2025-01-01,2025-02-01,12.5万',
      '7,这一行有 4 列，表头有 5 列,A6,C001,2025-01-01,2025-02-01',
      '8,没有这个客户：C404（请先导入客户档案）,A7,C404,2025-01-01,2025-02-01,100',
      '9,「number」没有填写,,C001,2025-01-01,2025-02-01,100',
      '11,「amount」是大写或文字金额（one hundred），请改成数字，例如 12000.00,A8,C001,2025-01-01,2025-02-01,one hundred',
      '12,没有到期日，也无法由开票日期加账期推算,"A,9",C001,2025-01-01,,100',
    ]);
    const english = await importInto(database, 'invoices', path, { locale: 'en' });
    expect(rejectedLines(english.rejectedFile)[1]).toMatch(/^4,“due_on” is a date that does not exist: 2025-02-30/);
  });

  it('an invoice or payment of a day more than a year after the import is a mistyped year', async () => {
    const invoices = writeLines(folder, 'ahead.csv', [
      'number,customer_code,issued_on,term_days,due_on,amount,settled_on',
      'A1,C001,2091-05-01,,2091-06-01,1,',
      'A2,C001,,30,2091-06-01,1,',
      'A3,C001,2025-05-01,,2025-06-01,1,2091-06-01',
      'A4,C001,2026-07-01,,2026-08-01,1,',
      'A5,C001,2025-06-01,,2030-06-01,1,',
    ]);
    const report = await importInto(database, 'invoices', invoices);
    expect(report.inserted).toBe(2);
    expect(rejectedLines(report.rejectedFile)).toEqual([
      '2,「issued_on」比导入日晚一年以上：2091-05-01，请核对年份,A1,C001,2091-05-01,,2091-06-01,1,',
      '3,「due_on」比导入日晚一年以上：2091-06-01，请核对年份,A2,C001,,30,2091-06-01,1,',
      '4,「settled_on」比导入日晚一年以上：2091-06-01，请核对年份,A3,C001,2025-05-01,,2025-06-01,1,2091-06-01',
    ]);
    const payments = writeLines(folder, 'ahead-payments.csv', [
      'customer_code,paid_on,amount',
      'C001,2026-07-02,1',
      'C001,2026-07-01,1',
    ]);
    const paid = await importInto(database, 'payments', payments, { locale: 'en' });
    expect(paid.inserted).toBe(1);
    expect(rejectedLines(paid.rejectedFile)).toEqual([
      '2,“paid_on” is more than a year after the day of this import: 2026-07-02; check the year,C001,2026-07-02,1',
    ]);
  });

  it('a quotation mark that is never closed costs its own line only', async () => {
    const path = writeLines(folder, 'quotes.csv', [
      HEAD,
      GOOD,
      '"A2,C001,2025-01-01,2025-02-01,100',
      'A3,C001,2025-01-01,2025-02-01,100',
      '"A4" x,C001,2025-01-01,2025-02-01,100',
      '"A""5",C001,2025-01-01,2025-02-01,100',
    ]);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 5, inserted: 3, rejected: 2 });
    expect(rejectedLines(report.rejectedFile).map((line) => line.split(',')[0])).toEqual(['3', '5']);
    expect(await rowsOf(database, 'SELECT number FROM invoices ORDER BY 1')).toEqual([
      { number: 'A"5' },
      { number: 'A1' },
      { number: 'A3' },
    ]);
  });

  it('exact repetitions are dropped and counted; a contradiction is rejected, naming the earlier line', async () => {
    const path = writeLines(folder, 'repeat.csv', [
      HEAD,
      GOOD,
      'A2,C001,2025-01-01,2025-02-01,100',
      GOOD,
      'A2,C001,2025-01-01,2025-02-01,999',
      'A1,C001,2025/1/1,2025.2.1,100.00',
    ]);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 5, inserted: 2, duplicates: 2, rejected: 1 });
    expect(rejectedLines(report.rejectedFile)).toEqual([
      '5,与第 3 行编号相同但内容不同，以第 3 行为准,A2,C001,2025-01-01,2025-02-01,999',
    ]);
    const again = await importInto(database, 'invoices', path);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 2, duplicates: 2, rejected: 1 });
  });

  it('the file of rejected rows is replaced by the next import, and goes when nothing is rejected', async () => {
    const path = writeLines(folder, 'again.csv', [HEAD, 'A1,C001,2025-01-01,2025-02-30,100']);
    await importInto(database, 'invoices', path);
    expect(existsSync(`${path}.rejected.csv`)).toBe(true);
    writeLines(folder, 'again.csv', [HEAD, GOOD]);
    expect((await importInto(database, 'invoices', path)).rejectedFile).toBeNull();
    expect(readdirSync(folder).filter((name) => name.startsWith('again.csv.'))).toEqual([]);
  });

  it('it can go to another folder', async () => {
    const path = writeLines(folder, 'elsewhere.csv', [HEAD, 'A1,C001,2025-01-01,2025-02-30,100']);
    const rejectedFolder = mkdtempSync(join(folder, 'rejected-'));
    const { rejectedFile } = await importInto(database, 'invoices', path, { rejectedFolder });
    expect(rejectedFile).toBe(join(rejectedFolder, 'elsewhere.csv.rejected.csv'));
  });

  it('a foreign customer is created only when one of its rows is taken', async () => {
    const mapping = writeLines(folder, 'new.yaml', [
      'kind: invoices',
      'columns: { number: no, customer_code: cust, due_on: due, amount: amt }',
      'customer: { code: cust, name: who }',
    ]);
    const path = writeLines(folder, 'new.csv', [
      'no,cust,who,due,amt',
      'N1,X1,新客户甲,2025-02-01,1',
      'N2,X1,别名,2025-02-01,1',
      'N3,X2,新客户乙,2025-02-30,1',
    ]);
    expect(await importInto(database, 'invoices', path, { mapping })).toMatchObject({
      inserted: 2,
      rejected: 1,
      customersCreated: 1,
    });
    expect(await rowsOf(database, `SELECT code, name, master_on FROM customers WHERE code LIKE 'X%'`)).toEqual([
      { code: 'X1', name: '新客户甲', master_on: null },
    ]);
  });
});

describe('other ways to write the same table', () => {
  const expected = [
    { number: '000123', fen: 123456, issued: '2025-01-05', due: '2025-03-06', disputed: true },
    { number: '000124', fen: -5000, issued: '2025-01-06', due: '2025-03-07', disputed: false },
  ];
  const stored = () =>
    rowsOf(
      database,
      'SELECT number, amount_fen::int AS fen, issued_on::text AS issued, due_on::text AS due, disputed FROM invoices ORDER BY 1',
    );
  const chinese = [
    '发票号码;客户编号;开票日期;到期日;金额;是否争议;备注',
    '000123;C001;2025年1月5日;2025/3/6;¥1,234.56;是;"甲;\n乙"',
    '000124;C001;20250106;2025.3.7;(50);否;',
  ];

  it('GB18030 with Chinese headers, semicolons and Windows line ends', async () => {
    const path = writeLines(
      folder,
      'gb.csv',
      chinese.map((line) => line.replaceAll('\n', '\r\n')).map((line) => `${line}\r`),
      'gb18030',
    );
    expect(await importInto(database, 'invoices', path)).toMatchObject({ rows: 2, inserted: 2 });
    expect(await stored()).toEqual(expected);
  });
  it('UTF-8 with byte order mark and tabs', async () => {
    const path = writeLines(
      folder,
      'bom.csv',
      [`\ufeff${chinese[0]}`, ...chinese.slice(1)].map((line) => line.replace(/;(?!\n)/g, '\t')),
    );
    expect(await importInto(database, 'invoices', path)).toMatchObject({ rows: 2, inserted: 2 });
    expect(await stored()).toEqual(expected);
  });
  it('a spreadsheet: real dates, day counts, numbers shown with leading zeros', async () => {
    const path = await writeSheet(
      folder,
      'sheet.xlsx',
      [
        ['发票号码', '客户编号', '开票日期', '到期日', '金额', '是否争议'],
        [123, 'C001', new Date('2025-01-05T00:00:00Z'), 45722, 1234.56, true],
        [124, 'C001', '2025-01-06', '2025年3月7日', '-50.00', '否'],
        [null, null, null, null, null, null],
      ],
      { 1: '000000' },
    );
    expect(await importInto(database, 'invoices', path)).toMatchObject({ rows: 2, inserted: 2, rejected: 0 });
    expect(await stored()).toEqual(expected);
    expect(await importInto(database, 'invoices', path)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
  });
  it('customers as a spreadsheet and in GB18030 are the same customers', async () => {
    const sheet = await writeSheet(folder, 'customers.xlsx', [
      ['客户编号', '客户名称', '注册资本', '成立日期'],
      ['G1', '广兴（深圳）有限公司', 1_000_000, new Date('2012-02-29T00:00:00Z')],
    ]);
    expect(await importInto(database, 'customers', sheet)).toMatchObject({ inserted: 1 });
    const text = writeLines(
      folder,
      'customers-gb.csv',
      ['客户编号,客户名称,注册资本,成立日期', 'G1,广兴（深圳）有限公司,1000000.00,2012-02-29'],
      'gb18030',
    );
    expect(await importInto(database, 'customers', text)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  });
  it('amounts in 万元, when the mapping says so', async () => {
    const mapping = writeLines(folder, 'wan.yaml', [
      'kind: invoices',
      'unit: 万元',
      'columns: { number: 号, customer_code: 户, due_on: 到期, amount: 万 }',
    ]);
    const path = writeLines(folder, 'wan.csv', ['号,户,到期,万', 'W1,C001,2025-02-01,12.3456']);
    await importInto(database, 'invoices', path, { mapping });
    expect(await rowsOf(database, 'SELECT amount_fen FROM invoices')).toEqual([{ amount_fen: '12345600' }]);
  });
});
