import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});

const CUSTOMERS = [
  'code,name,uscc,former_names,region,industry,size,registered_capital,established_on,registry_status,sales_owner,credit_limit,term_days,insured_limit,insured_until,collateral_value,agreement_signed_on,documents_complete,first_order_on,order_count,attr.channel',
  'C001,华兴（上海）贸易有限公司,911310006096709523,上海旧名有限公司;老华兴,华东,钢铁,中型,"5,000,000",2010-05-01,存续,S01,1000000,60,200000,2025-12-31,300000,2025-01-10,yes,2020-01-05,48,直销',
  'C002,北方重工集团有限公司,,,华北,机械,大型,,,,S02,,,,,,,否,,,',
  'C003,南方电子有限公司,,,华南,电子,,,,,S02,500000.50,30,,,,,,,,',
];

describe('each kind of file, with canonical columns', () => {
  it('customers: keys, former names, free dimensions and amounts in fen', async () => {
    const path = writeLines(folder, 'customers.csv', CUSTOMERS);
    const report = await importInto(database, 'customers', path);
    expect(report).toMatchObject({ rows: 3, inserted: 3, updated: 0, rejected: 0, customersCreated: 3 });
    const [row] = await rowsOf(
      database,
      `SELECT *, established_on::text, insured_until::text, master_on::text FROM customers WHERE code = 'C001'`,
    );
    expect(row).toMatchObject({
      name: '华兴（上海）贸易有限公司',
      name_key: '华兴(上海)贸易有限公司',
      near_key: '上海华兴贸易有限公司',
      uscc: '911310006096709523',
      former_names: ['上海旧名有限公司', '老华兴'],
      former_name_keys: ['上海旧名有限公司', '老华兴'],
      registered_capital_fen: '500000000',
      established_on: '2010-05-01',
      credit_limit_fen: '100000000',
      term_days: 60,
      insured_limit_fen: '20000000',
      insured_until: '2025-12-31',
      documents_complete: true,
      order_count: 48,
      attributes: { channel: '直销' },
      master_on: '2025-06-30',
    });
    const again = await importInto(database, 'customers', path);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
  });

  it('customers: a file with fewer columns leaves the others as they are', async () => {
    await database.pool.query('DELETE FROM customer_changes');
    const path = writeLines(folder, 'limits.csv', [
      '客户编号,客户名称,授信额度,attr.渠道',
      'C003,南方电子有限公司,80万,网店',
      'C002,北方重工集团有限公司,900000,',
    ]);
    const report = await importInto(database, 'customers', path);
    expect(report).toMatchObject({ rows: 2, updated: 1, rejected: 1 });
    const rows = await rowsOf(database, 'SELECT code, industry, credit_limit_fen FROM customers ORDER BY code');
    expect(rows[1]).toEqual({ code: 'C002', industry: '机械', credit_limit_fen: '90000000' });
    expect(rows[2]).toEqual({ code: 'C003', industry: '电子', credit_limit_fen: '50000050' });
    const touched = await rowsOf(
      database,
      'SELECT code FROM customer_changes JOIN customers ON customers.id = customer_id',
    );
    expect(touched).toEqual([{ code: 'C002' }]);
  });

  it('customers: the same file on a later day refreshes the date of the master data, which counts as no update', async () => {
    const path = writeLines(folder, 'customers.csv', CUSTOMERS);
    await importInto(database, 'customers', path);
    const later = await importInto(database, 'customers', path, { today: '2025-07-01' });
    expect(later).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    const [row] = await rowsOf(database, `SELECT DISTINCT master_on::text FROM customers`);
    expect(row).toEqual({ master_on: '2025-07-01' });
  });

  it('invoices: credit notes, void ones, clearing dates, terms and foreign currency', async () => {
    const path = writeLines(folder, 'invoices.csv', [
      'number,customer_code,issued_on,term_days,due_on,amount,currency,disputed,kind,status,settled_on',
      '0001,C001,2025-01-01,,2025-03-02,1000,,,,,',
      '0002,C001,2025-01-01,,,1000,,是,,,2025-02-01',
      '0003,C002,2025/1/1,45,,1000,,,,,',
      '0004,C001,,,2025-03-31,1000,,,,,',
      '0005,C002,,,2025-03-31,1000,,,,,',
      '0006,C001,2025-01-05,,2025-03-02,(200.00),,,,,',
      '0007,C001,2025-01-05,,2025-03-02,300,,,credit_note,,',
      '0008,C001,2025-01-05,,2025-03-02,400,,,,作废,',
      '0009,C001,2025-01-05,,2025-03-02,100,USD,,,,',
      '0010,C001,2025-01-05,,2025-03-02,100,GBP,,,,',
      '0011,C002,2025-01-05,,,100,,,,,',
      '0012,C999,2025-01-05,,2025-03-02,100,,,,,',
    ]);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 12, inserted: 9, rejected: 3, duplicates: 0 });
    const rows = await rowsOf(
      database,
      `SELECT number, amount_fen::int AS fen, issued_on::text AS issued, due_on::text AS due, known_on::text AS known,
         cleared_on::text AS cleared, disputed, void, currency, original_amount::int AS original
       FROM invoices ORDER BY number`,
    );
    const usual = {
      issued: '2025-01-01',
      due: '2025-03-02',
      known: '2025-01-01',
      cleared: null,
      disputed: false,
      void: false,
      currency: null,
      original: null,
    };
    expect(rows).toEqual([
      { ...usual, number: '0001', fen: 100_000 },
      { ...usual, number: '0002', fen: 100_000, disputed: true, cleared: '2025-02-01' },
      { ...usual, number: '0003', fen: 100_000, due: '2025-02-15' },
      { ...usual, number: '0004', fen: 100_000, issued: '2025-01-30', due: '2025-03-31', known: '2025-01-30' },
      { ...usual, number: '0005', fen: 100_000, issued: null, due: '2025-03-31', known: '2025-03-31' },
      { ...usual, number: '0006', fen: -20_000, issued: '2025-01-05', known: '2025-01-05' },
      { ...usual, number: '0007', fen: -30_000, issued: '2025-01-05', known: '2025-01-05' },
      { ...usual, number: '0008', fen: 40_000, issued: '2025-01-05', known: '2025-01-05', void: true },
      {
        ...usual,
        number: '0009',
        fen: 71_000,
        issued: '2025-01-05',
        known: '2025-01-05',
        currency: 'USD',
        original: 10_000,
      },
    ]);
  });

  it('invoices: a changed row is updated, the rest is left alone', async () => {
    await database.pool.query('DELETE FROM customer_changes');
    const path = writeLines(folder, 'invoices-2.csv', [
      'number,customer_code,issued_on,due_on,amount',
      '0001,C001,2025-01-01,2025-03-02,1000',
      '0003,C002,2025-01-01,2025-02-15,1000.01',
      '0100,C002,2025-06-01,2025-07-01,5',
    ]);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 3, inserted: 1, updated: 1, unchanged: 1, rejected: 0 });
    const touched = await rowsOf(
      database,
      'SELECT DISTINCT code FROM customer_changes JOIN customers ON customers.id = customer_id',
    );
    expect(touched).toEqual([{ code: 'C002' }]);
  });

  it('payments: equal rows are so many payments, and importing them again adds none', async () => {
    const path = writeLines(folder, 'payments.csv', [
      'customer_code,invoice_number,paid_on,amount,method',
      'C001,0001,2025-03-01,600,电汇',
      'C001,0001,2025-03-01,600,电汇',
      'C001,,2025-03-05,50,',
      'C001,NOT-YET-KNOWN,2025-03-05,50,',
      'C999,0001,2025-03-05,50,',
    ]);
    const report = await importInto(database, 'payments', path);
    expect(report).toMatchObject({ rows: 5, inserted: 4, duplicates: 0, rejected: 1 });
    const ordinals = await rowsOf(database, `SELECT ordinal FROM payments WHERE invoice_number = '0001' ORDER BY 1`);
    expect(ordinals).toEqual([{ ordinal: 1 }, { ordinal: 2 }]);
    const again = await importInto(database, 'payments', path);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 4, rejected: 1 });
  });

  it('orders: Chinese headers and states', async () => {
    const path = writeLines(folder, 'orders.csv', [
      '订单号,客户编号,下单日期,订单金额,状态',
      'O1,C001,2025年6月1日,¥12,000.00,未开票'.replace('¥12,000.00', '"¥12,000.00"'),
      'O2,C001,20250602,100,已取消',
      'O3,C001,20250602,100,不知道',
    ]);
    expect(await importInto(database, 'orders', path)).toMatchObject({ inserted: 2, rejected: 1 });
    expect(await importInto(database, 'orders', path)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    const rows = await rowsOf(database, 'SELECT number, status, amount_fen FROM orders ORDER BY number');
    expect(rows).toEqual([
      { number: 'O1', status: 'open', amount_fen: '1200000' },
      { number: 'O2', status: 'cancelled', amount_fen: '10000' },
    ]);
  });

  it('statements: amounts that the file does not give stay unknown', async () => {
    const path = writeLines(folder, 'statements.csv', [
      '客户编号,报告期,来源,资产总计,负债合计,营业收入,净利润',
      'C001,2024-12-31,审计报告,10000000,6000000,20000000,-500000',
    ]);
    expect(await importInto(database, 'statements', path)).toMatchObject({ inserted: 1 });
    expect(await importInto(database, 'statements', path)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    const [row] = await rowsOf(database, 'SELECT *, period_end::text FROM statements');
    expect(row).toMatchObject({
      period_end: '2024-12-31',
      months: 12,
      total_assets_fen: '1000000000',
      net_profit_fen: '-50000000',
      equity_fen: null,
    });
  });

  it('events: the company by code, USCC or exact name; words of the courts are understood', async () => {
    const path = writeLines(folder, 'events.csv', [
      'kind,occurred_on,customer_code,uscc,name,observed_on,amount,value,title,url,source',
      'lawsuit,2025-05-01,C001,,,2025-05-03,10000,,买卖合同纠纷,https://example.com/1,法院',
      '失信被执行人,2025-05-02,,911310006096709523,,,,,,,',
      '经营异常,2025-05-02,,,北方重工集团有限公司,,,,,,',
      'bureau_score,2025-05-02,C002,,,,,580,,,征信',
      'bureau_score,2025-05-03,C002,,,,,,,,征信',
      '失信被执行人,2025-05-02,,,查无此人有限公司,,,,,,',
      '天降横财,2025-05-02,C001,,,,,,,,',
      '经营异常,2025-05-02,,,老华兴,,,,,,',
    ]);
    expect(await importInto(database, 'events', path)).toMatchObject({ rows: 8, inserted: 5, rejected: 3 });
    expect(await importInto(database, 'events', path)).toMatchObject({ inserted: 0, updated: 0, unchanged: 5 });
    const rows = await rowsOf(
      database,
      `SELECT code, kind, occurred_on::text AS occurred, observed_on::text AS observed, value
       FROM events JOIN customers ON customers.id = customer_id ORDER BY kind, code`,
    );
    expect(rows).toEqual([
      { code: 'C001', kind: 'abnormal_operation', occurred: '2025-05-02', observed: '2025-05-02', value: null },
      { code: 'C002', kind: 'abnormal_operation', occurred: '2025-05-02', observed: '2025-05-02', value: null },
      { code: 'C002', kind: 'bureau_score', occurred: '2025-05-02', observed: '2025-05-02', value: 580 },
      { code: 'C001', kind: 'dishonest_debtor', occurred: '2025-05-02', observed: '2025-05-02', value: null },
      { code: 'C001', kind: 'lawsuit', occurred: '2025-05-01', observed: '2025-05-03', value: null },
    ]);
  });

  it('staff: two people cannot be the same Slack user, but a Slack user may change hands', async () => {
    const head = 'code,name,role,email,slack_user_id,manager_code,team';
    const first = writeLines(folder, 'staff.csv', [
      head,
      'S01,张三,销售,z@example.com,U1,M01,T1',
      'M01,李四,sales_manager,,U2,,T1',
      'S02,王五,销售,,U1,,T1',
    ]);
    expect(await importInto(database, 'staff', first)).toMatchObject({ inserted: 2, rejected: 1 });
    const swapped = writeLines(folder, 'staff-2.csv', [
      head,
      'S01,张三,销售,z@example.com,U9,M01,T1',
      'S02,王五,销售,,U1,,T1',
    ]);
    expect(await importInto(database, 'staff', swapped)).toMatchObject({ inserted: 1, updated: 1, rejected: 0 });
    expect(await importInto(database, 'staff', swapped)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    const rows = await rowsOf(database, 'SELECT code, role, slack_user_id FROM staff ORDER BY code');
    expect(rows).toEqual([
      { code: 'M01', role: 'sales_manager', slack_user_id: 'U2' },
      { code: 'S01', role: 'sales', slack_user_id: 'U9' },
      { code: 'S02', role: 'sales', slack_user_id: 'U1' },
    ]);
  });

  it('staff: a day of leaving is the midnight at which it begins where the company is; a file without it keeps it', async () => {
    const left = writeLines(folder, 'left.csv', [
      '工号,姓名,角色,离职日期',
      'L01,旧人,销售,2026-11-30',
      'L02,新人,销售,',
    ]);
    expect(await importInto(database, 'staff', left)).toMatchObject({ inserted: 2, rejected: 0 });
    const again = writeLines(folder, 'left-2.csv', ['工号,姓名,角色', 'L01,旧人,销售', 'L02,新人,销售']);
    expect(await importInto(database, 'staff', again)).toMatchObject({ updated: 0, unchanged: 2 });
    const leavers = `SELECT code, left_at FROM staff WHERE code LIKE 'L0%' ORDER BY code`;
    expect(await rowsOf(database, leavers)).toEqual([
      { code: 'L01', left_at: new Date('2026-11-29T16:00:00Z') },
      { code: 'L02', left_at: null },
    ]);
    const wrong = writeLines(folder, 'left-3.csv', ['工号,姓名,角色,离职日期', 'L02,新人,销售,某日']);
    expect(await importInto(database, 'staff', wrong)).toMatchObject({ rejected: 1 });
    // Whoever comes back has no such day any more.
    const back = writeLines(folder, 'left-4.csv', ['工号,姓名,角色,离职日期', 'L01,旧人,销售,']);
    expect(await importInto(database, 'staff', back)).toMatchObject({ updated: 1 });
    expect(await rowsOf(database, leavers)).toMatchObject([{ left_at: null }, { left_at: null }]);
  });

  it('teams and industries: a new figure of an industry concerns its customers', async () => {
    const teams = writeLines(folder, 'teams.csv', ['团队编号,团队名称,频道', 'T1,华东区,信用-华东']);
    expect(await importInto(database, 'teams', teams)).toMatchObject({ inserted: 1 });
    expect(await importInto(database, 'teams', teams)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    await database.pool.query('DELETE FROM customer_changes');
    const industries = writeLines(folder, 'industries.csv', ['行业,负债率,景气', '钢铁,65%,下行', '电子,0.4,up']);
    expect(await importInto(database, 'industries', industries)).toMatchObject({ inserted: 2 });
    const rows = await rowsOf(database, 'SELECT * FROM industries ORDER BY debt_ratio');
    expect(rows).toEqual([
      { industry: '电子', debt_ratio: 0.4, outlook: 'up' },
      { industry: '钢铁', debt_ratio: 0.65, outlook: 'down' },
    ]);
    const touched = await rowsOf(
      database,
      'SELECT code FROM customer_changes JOIN customers ON customers.id = customer_id ORDER BY 1',
    );
    expect(touched).toEqual([{ code: 'C001' }, { code: 'C003' }]);
    expect(await importInto(database, 'industries', industries)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it('ownership: groups are found anew, by code, name or a person between two companies', async () => {
    const path = writeLines(folder, 'ownership.csv', [
      'subject,object,kind,share,evidence',
      'C002,华兴(上海)贸易有限公司,持股,51%,年报',
      '王大锤,C002,法定代表人,,登记',
      '王大锤,C003,legal_representative,,登记',
    ]);
    expect(await importInto(database, 'ownership', path)).toMatchObject({ inserted: 3, rejected: 0 });
    const members = `SELECT c.code, g.code AS leader FROM customers c LEFT JOIN customer_groups g ON g.id = c.group_id ORDER BY 1`;
    expect(await rowsOf(database, members)).toEqual([
      { code: 'C001', leader: 'C002' },
      { code: 'C002', leader: 'C002' },
      { code: 'C003', leader: 'C002' },
    ]);
    expect(await importInto(database, 'ownership', path)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });

    const halved = writeLines(folder, 'ownership-2.csv', [
      'subject,object,kind,share',
      'C002,华兴(上海)贸易有限公司,持股,50%',
    ]);
    expect(await importInto(database, 'ownership', halved)).toMatchObject({ updated: 1 });
    expect(await rowsOf(database, members)).toEqual([
      { code: 'C001', leader: null },
      { code: 'C002', leader: 'C002' },
      { code: 'C003', leader: 'C002' },
    ]);
  });

  it('customers that come after the evidence join their group', async () => {
    const evidence = writeLines(folder, 'ownership-3.csv', ['subject,object,kind', 'C003,后来者有限公司,control']);
    await importInto(database, 'ownership', evidence);
    await importInto(database, 'customers', writeLines(folder, 'late.csv', ['code,name', 'C009,后来者有限公司']));
    const [late] = await rowsOf(
      database,
      `SELECT g.code FROM customers c JOIN customer_groups g ON g.id = c.group_id WHERE c.code = 'C009'`,
    );
    expect(late).toEqual({ code: 'C003' });
  });

  it('every import is on record', async () => {
    const rows = await rowsOf(database, `SELECT DISTINCT kind FROM import_batches ORDER BY 1`);
    expect(rows.map(({ kind }) => kind)).toEqual([
      'customers',
      'events',
      'industries',
      'invoices',
      'orders',
      'ownership',
      'payments',
      'staff',
      'statements',
      'teams',
    ]);
  });
});
