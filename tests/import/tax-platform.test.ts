import { readFileSync } from 'node:fs';
import type { ImportKind } from '@xinshao/db/import/options.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C001,华兴贸易有限公司']));
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE invoices');
});

const stored = () =>
  rowsOf(database, 'SELECT number, amount_fen::int AS fen, disputed, void FROM invoices ORDER BY number');

async function reasonsOf(kind: ImportKind, lines: readonly string[]): Promise<(string | undefined)[]> {
  const { rejectedFile } = await importInto(database, kind, writeLines(folder, 'reasons.csv', lines));
  if (rejectedFile === null) return [];
  const rows = readFileSync(rejectedFile, 'utf8').trimEnd().split('\r\n').slice(1);
  return rows.map((row) => row.split(',')[1]);
}

describe('what the tax platform exports', () => {
  it('every form of invoice is an invoice, and a reversed one is taken away by its red-letter invoice', async () => {
    const path = writeLines(folder, 'platform.csv', [
      '序号,数电票号码,销方识别号,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票票种,发票状态,是否正数发票,备注',
      '1,24312000000012345678,91,91,华兴贸易有限公司,2025-03-01 10:22:31,100,13,113,数电票（增值税专用发票）,正常,是,',
      '2,24312000000012345679,91,91,华兴贸易有限公司,2025-03-02 10:22:31,200,26,226,数电票（普通发票）,已红冲-全额,是,',
      '3,24312000000012345680,91,91,华兴贸易有限公司,2025-03-03 10:22:31,-200,-26,-226,数电票（普通发票）,正常,否,被红冲蓝票号码：24312000000012345679',
      '4,24312000000012345681,91,91,华兴贸易有限公司,2025-03-04 10:22:31,100,13,113,增值税电子普通发票,已作废,是,',
    ]);
    const mapping = writeLines(folder, 'platform.yaml', [
      'kind: invoices',
      'columns: { number: 数电票号码, customer_code: 购买方名称, issued_on: 开票日期, amount: 价税合计, kind: 发票票种, status: 发票状态 }',
      'constants: { term_days: 30 }',
      'customer: { code: 购买方名称, name: 购买方名称 }',
    ]);
    expect(await importInto(database, 'invoices', path, { mapping })).toMatchObject({ inserted: 4, rejected: 0 });
    expect(await stored()).toEqual([
      { number: '24312000000012345678', fen: 11_300, disputed: false, void: false },
      { number: '24312000000012345679', fen: 22_600, disputed: false, void: false },
      { number: '24312000000012345680', fen: -22_600, disputed: false, void: false },
      { number: '24312000000012345681', fen: 11_300, disputed: false, void: true },
    ]);
  });

  it.each([
    ...['增值税专用发票', '增值税普通发票', '普通发票', '专用发票', '数电票', '全电发票', '电子发票'],
    ...['电子发票（增值税专用发票）', '机动车销售统一发票'],
  ])('%s is an invoice', async (kind) => {
    const lines = ['发票号码,客户编号,到期日,价税合计,发票类型', `A1,C001,2025-04-01,113,${kind}`];
    expect(await reasonsOf('invoices', lines)).toEqual([]);
    expect(await stored()).toEqual([{ number: 'A1', fen: 11_300, disputed: false, void: false }]);
  });

  it.each(['红字增值税专用发票', '红冲', '负数发票'])('%s is a credit note', async (kind) => {
    const lines = ['发票号码,客户编号,到期日,价税合计,发票类型', `A1,C001,2025-04-01,113,${kind}`];
    expect(await reasonsOf('invoices', lines)).toEqual([]);
    expect(await stored()).toMatchObject([{ fen: -11_300 }]);
  });

  it.each([
    ...[['正常', false] as const, ['已开具', false] as const, ['红冲', false] as const, ['已红冲', false] as const],
    ...[['部分红冲', false] as const, ['作废', true] as const, ['已作废', true] as const],
  ])('an invoice whose status is %s is void: %s', async (status, isVoid) => {
    const lines = ['发票号码,客户编号,到期日,价税合计,发票状态', `A1,C001,2025-04-01,113,${status}`];
    expect(await reasonsOf('invoices', lines)).toEqual([]);
    expect(await stored()).toMatchObject([{ void: isVoid }]);
  });

  it('a form that nobody knows is still rejected', async () => {
    const lines = ['发票号码,客户编号,到期日,价税合计,发票类型', 'A1,C001,2025-04-01,113,收据'];
    expect(await reasonsOf('invoices', lines)).toEqual([expect.stringContaining('收据')]);
  });
});

describe('a cell that says that there is nothing', () => {
  it.each(['-', '—', '——', '－', '/', '无', '空', 'N/A', 'n/a'])(
    '%s is empty where it may be empty',
    async (nothing) => {
      const lines = [
        '发票号码,客户编号,开票日期,账期,到期日,价税合计,币种,是否争议,发票类型,发票状态,结清日期',
        `A1,C001,${nothing},${nothing},2025-04-01,113,${nothing},${nothing},${nothing},${nothing},${nothing}`,
      ];
      expect(await reasonsOf('invoices', lines)).toEqual([]);
      expect(await stored()).toEqual([{ number: 'A1', fen: 11_300, disputed: false, void: false }]);
    },
  );

  it('is no value where one is required', async () => {
    const lines = ['发票号码,客户编号,到期日,价税合计', 'A1,C001,2025-04-01,-', 'A2,—,2025-04-01,113'];
    expect(await reasonsOf('invoices', lines)).toEqual([
      '「价税合计」不是金额：-',
      '没有这个客户：—（请先导入客户档案）',
    ]);
  });

  it('leaves unknown what a customer file does not tell, and is no former name', async () => {
    const lines = [
      '客户编号,客户名称,统一社会信用代码,曾用名,授信额度,成立日期,资料齐全,attr.抵押',
      'C002,北方重工有限公司,无,无,/,-,无,无',
    ];
    expect(await reasonsOf('customers', lines)).toEqual([]);
    const columns = 'uscc, former_names, credit_limit_fen, established_on, documents_complete, attributes';
    expect(await rowsOf(database, `SELECT ${columns} FROM customers WHERE code = 'C002'`)).toEqual([
      {
        uscc: null,
        former_names: [],
        credit_limit_fen: null,
        established_on: null,
        documents_complete: false,
        attributes: { 抵押: '无' },
      },
    ]);
  });

  it('still tells payments apart as before: a file imported long ago stays the same file', async () => {
    const lines = ['客户编号,发票号码,回款日期,金额,付款方式', 'C001,-,2025-04-01,50,-'];
    await database.pool.query(
      `INSERT INTO payments (customer_id, invoice_number, paid_on, amount_fen, method, ordinal)
       SELECT id, '-', '2025-04-01', 5000, '-', 1 FROM customers WHERE code = 'C001'`,
    );
    const report = await importInto(database, 'payments', writeLines(folder, 'payments.csv', lines));
    expect(report).toMatchObject({ inserted: 0, unchanged: 1 });
  });
});
