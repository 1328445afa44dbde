import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import type { Database } from '@xinshao/db/database.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAlert, seedCompany, seedCustomer } from './support/seed.ts';

let database: Database;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'xinshao-cli-'));
  await seedCompany(database);
  await seedCustomer(database, { code: 'C00001', name: '华东精密机械有限公司' });
  for (const code of ['D1', 'D2']) await seedCustomer(database, { code, name: '同名重复有限公司' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The day after the last one that the seeded customer's facts know of. */
const TODAY = '2026-10-31';

const run = async (args: readonly string[], variables: Record<string, string> = {}, today = TODAY) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(
    args,
    { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8', ...variables },
    { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
    () => new Date(`${today}T02:00:00Z`),
  );
  return { code, out: out.join(''), err: err.join('') };
};

describe('wrong usage ends with 2 and a message on stderr', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['no command', []],
    ['an unknown option', ['lookup', 'x', '--colour']],
    ['a missing argument', ['lookup']],
    ['a missing option', ['replay']],
    ['too many arguments', ['staff', 'list', 'more']],
    ['an unknown kind of file', ['import', 'cats', 'cats.csv']],
    ['a day that does not exist', ['monitor', '--as-of', '2026-02-30']],
    ['a day written otherwise', ['explain', 'C00001', '--as-of', '30.10.2026']],
    ['a policy id that is a path', ['monitor', '--policy', '../secret']],
    ['an assessment that is no number', ['replay', '--assessment', 'x']],
    ['an unknown subcommand', ['policy', 'burn']],
    ['a month that does not exist', ['report', '--month', '2026-13']],
    ['an unknown language', ['staff', 'list', '--lang', 'fr']],
  ])('%s', async (_what, args) => {
    for (const LANG of ['zh_CN.UTF-8', 'en_US.UTF-8']) {
      const { code, out, err } = await run(args, { LANG });
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err.length).toBeGreaterThan(10);
      expect(/[一-鿿]/.test(err), err).toBe(LANG.startsWith('zh'));
    }
  });
});

describe('help', () => {
  it.each([
    [[]],
    [['start']],
    [['import']],
    [['monitor']],
    [['lookup']],
    [['explain']],
    [['replay']],
    [['policy', 'check']],
    [['staff', 'list']],
    [['audit', 'verify']],
    [['export']],
    [['report']],
    [['backup']],
    [['restore']],
  ])('%j --help', async (args) => {
    for (const lang of ['zh', 'en']) {
      const { code, out } = await run([...args, '--help', '--lang', lang]);
      expect(code).toBe(0);
      expect(out).toContain('--json');
      expect(/[一-鿿]/.test(out)).toBe(lang === 'zh');
    }
  });
});

describe('refusals end with 1 and say what to do', () => {
  it.each([
    ['a wrong variable, named', ['staff', 'list'], { XINSHAO_HTTP_PORT: 'x' }, 'XINSHAO_HTTP_PORT'],
    ['what a wrong variable must be', ['staff', 'list'], { XINSHAO_HTTP_PORT: 'x' }, '应为 0 至 65535 的端口号'],
    [
      'a schedule that never comes, in English',
      ['staff', 'list', '--lang', 'en'],
      { XINSHAO_MONITOR_AT: '0 0 31 2 *' },
      'XINSHAO_MONITOR_AT: expected a cron expression of five or six fields that does fire',
    ],
    ['a file that is not there', ['import', 'invoices', '/nowhere/invoices.csv'], {}, '/nowhere/invoices.csv'],
    ['a policy file that is not there', ['policy', 'check', '/nowhere.yaml'], {}, '/nowhere.yaml'],
    ['an assessment that is not there', ['replay', '--assessment', '999999'], {}, '999999'],
    ['nobody of that name', ['explain', '无此公司'], {}, '无此公司'],
    ['a monitor run for a day that has not come', ['monitor', '--as-of', '2036-11-30'], {}, '2036-11-30 还没有到'],
    [
      'a monitor run for tomorrow, in English',
      ['monitor', '--as-of', '2026-11-01', '--lang', 'en'],
      {},
      '2026-11-01 has not come yet (today is 2026-10-31)',
    ],
    [
      'an explanation for a day that has not come',
      ['explain', 'C00001', '--as-of', '2026-11-01'],
      {},
      '请改用今天或更早',
    ],
    [
      'an explanation for tomorrow, in English',
      ['explain', 'C00001', '--as-of', '2026-11-01', '--lang', 'en'],
      {},
      '2026-11-01 has not come yet (today is 2026-10-31): nobody knows',
    ],
    [
      'an account statement up to a day that has not come',
      ['statement', '--customer', 'C00001', '--from', '2026-10-01', '--to', '2026-11-01'],
      {},
      '2026-11-01 还没有到（今天是 2026-10-31）',
    ],
    ['two of that name', ['explain', '同名重复有限公司'], {}, 'D2'],
    [
      'a database that is not there',
      ['staff', 'list'],
      { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/none' },
      '连不上数据库',
    ],
  ])('%s', async (_what, args, variables, said) => {
    const { code, out, err } = await run(args, variables);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(said);
    expect(err).not.toContain('secret');
  });

  it.each([
    ['a file that is not there', ['import', 'invoices', '/nowhere/a.csv'], 'a.csv', '不存在', 'no such file'],
    ['a folder', ['import', 'invoices', tmpdir()], '', '请写出文件名', 'name a file'],
    ['a policy that is a folder', ['policy', 'check', tmpdir()], tmpdir(), '这是文件夹', 'this is a folder'],
    ['a backup that is not there', ['restore', '/nowhere/b.backup'], 'b.backup', '不存在', 'no such file'],
    ['a folder to write to that is not there', ['backup', '/nowhere/b.backup'], 'b.backup', '不存在', 'no such file'],
  ])('%s is told without a word of the system’s own', async (_what, args, file, zh, en) => {
    for (const [lang, said] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const { code, out, err } = await run([...args, '--lang', lang]);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(file);
      expect(err).toContain(said);
      expect(err).not.toMatch(/ENOENT|EISDIR|illegal operation/);
      expect(/[一-鿿]/.test(err)).toBe(lang === 'zh');
    }
  });

  it('today is a day that can be explained', async () => {
    expect(await run(['explain', 'C00001', '--as-of', TODAY])).toMatchObject({ code: 0, err: '' });
  });

  it('a policy whose scale is no list names line and key', async () => {
    const file = join(folder, 'scale.yaml');
    await writeFile(file, 'id: scale\nname: {zh: 等级, en: Scale}\nscale: 3\n');
    const { code, err } = await run(['policy', 'check', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/第 3 行/);
    const document = JSON.parse((await run(['policy', 'check', file, '--json'])).out);
    expect(document).toMatchObject({ ok: false });
    expect(document.problems[0]).toMatchObject({ line: expect.any(Number), path: expect.any(String) });
  });
});

describe('results', () => {
  it('lookup --json is one document of the stated shape', async () => {
    const { code, out } = await run(['lookup', 'C00001', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      matches: [
        {
          customer: { code: 'C00001', name: '华东精密机械有限公司', uscc: null },
          matchedBy: 'code',
          grade: expect.any(String),
          score: expect.any(Number),
          limitFen: 200_000_000,
          exposureFen: 120_000_000,
          headroomFen: 80_000_000,
          overdueFen: 30_000_000,
          staleSince: null,
          hold: null,
          reasons: expect.arrayContaining([
            expect.objectContaining({ kind: expect.any(String), text: expect.any(String) }),
          ]),
        },
      ],
    });
  });

  it('lookup says since when data are stale on the day it is asked, though nothing ran in between', async () => {
    const staleOn = async (today: string) =>
      JSON.parse((await run(['lookup', 'C00001', '--json'], {}, today)).out).matches[0].staleSince;
    // The ledger is fresh for three days.
    expect(await staleOn('2026-11-02')).toBeNull();
    expect(await staleOn('2026-11-03')).toBe('2026-10-30');
    expect((await run(['lookup', 'C00001'], {}, '2026-12-01')).out).toContain('数据过期自 2026-10-30');
    expect((await run(['lookup', 'C00001', '--lang', 'en'], {}, '2026-12-01')).out).toContain('Stale since 2026-10-30');
  });

  it('lookup says that new credit is on hold, since when and for which alert, until the hold ends', async () => {
    const customerId = await seedCustomer(database, { code: 'C00009', name: '暂停授信测试有限公司' });
    const alertId = await seedAlert(database, { customerId });
    await database.pool.query(
      `INSERT INTO credit_holds (customer_id, since, reason, alert_id)
       VALUES ($1, '2026-10-28T04:00:00Z', 'unanswered_alert', $2)`,
      [customerId, alertId],
    );
    const hold = { since: '2026-10-28T04:00:00.000Z', reason: 'unanswered_alert', alertId };
    expect(JSON.parse((await run(['lookup', 'C00009', '--json'])).out).matches[0].hold).toEqual(hold);
    expect((await run(['lookup', 'C00009'])).out).toContain(`新增授信自 2026-10-28 12:00 起暂停：预警单 #${alertId}`);
    await database.pool.query('UPDATE credit_holds SET ended_at = now()');
    expect(JSON.parse((await run(['lookup', 'C00009', '--json'])).out).matches[0].hold).toBeNull();
  });

  it('lookup speaks English where the terminal does', async () => {
    const { out } = await run(['lookup', 'C00001'], { LANG: 'en_US.UTF-8' });
    expect(out).toContain('Credit limit');
    expect((await run(['lookup', 'C00001', '--lang', 'zh'], { LANG: 'en_US.UTF-8' })).out).toContain('授信额度');
  });

  it('lookup of a name that several have gives who they are, and no figure of any', async () => {
    const { rows } = await database.pool.query<{ looks: number }>('SELECT count(*)::int AS looks FROM audit_log');
    const { code, out } = await run(['lookup', '同名重复有限公司', '--json']);
    expect(code).toBe(0);
    const figures = {
      grade: null,
      score: null,
      limitFen: null,
      exposureFen: null,
      overdueFen: null,
      headroomFen: null,
    };
    expect(JSON.parse(out).matches).toEqual(
      ['D1', 'D2'].map((customerCode) =>
        expect.objectContaining({
          customer: { code: customerCode, name: '同名重复有限公司', uscc: null },
          matchedBy: 'name',
          ...figures,
          assessment: null,
          reasons: [],
        }),
      ),
    );
    const zh = (await run(['lookup', '同名重复有限公司'])).out;
    expect(zh).toBe(
      '“同名重复有限公司”对应 2 家客户，请用客户编号。\n  D1  同名重复有限公司\n  D2  同名重复有限公司\n',
    );
    expect((await run(['lookup', '同名重复有限公司', '--lang', 'en'])).out).not.toMatch(/Grade|limit|¥/);
    // Nobody was looked at.
    const after = await database.pool.query('SELECT count(*)::int AS looks FROM audit_log');
    expect(after.rows).toEqual(rows);
  });

  it('lookup by a former name says so', async () => {
    await database.pool.query(
      `UPDATE customers SET former_names = '{旧名有限公司}', former_name_keys = '{旧名有限公司}' WHERE code = 'C00001'`,
    );
    expect((await run(['lookup', '旧名有限公司'])).out).toContain(
      '“旧名有限公司”是曾用名，现名为 华东精密机械有限公司',
    );
  });

  it('lookup of nobody is an answer too: an empty document', async () => {
    const { code, out } = await run(['lookup', '无此公司', '--json']);
    expect([code, JSON.parse(out).matches]).toEqual([0, []]);
    expect((await run(['lookup', '无此公司'])).out).toContain('没有找到');
  });

  it('replay gives identical bytes, and notices when they are not', async () => {
    const { rows } = await database.pool.query<{ id: string }>('SELECT min(id)::text AS id FROM assessments');
    const id = rows[0]?.id ?? '';
    const replayed = await run(['replay', '--assessment', id, '--json']);
    expect([replayed.code, JSON.parse(replayed.out)]).toMatchObject([0, { assessment: id, identical: true }]);
    await database.pool.query(
      `UPDATE assessments SET result = replace(result, '"score":', '"score": ') WHERE id = $1`,
      [id],
    );
    const changed = await run(['replay', '--assessment', id, '--json']);
    expect([changed.code, JSON.parse(changed.out)]).toMatchObject([1, { identical: false }]);
  });

  it('staff list', async () => {
    const { staff } = JSON.parse((await run(['staff', 'list', '--json'])).out);
    expect(staff).toContainEqual(expect.objectContaining({ code: 'M01', role: 'sales_manager', teamCode: 'EAST' }));
  });

  it('report --json is one document; in words it says what there is', async () => {
    const { code, out } = await run(['report', '--month', '2026-10', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { month: '2026-10', asOf: '2026-10-31', opened: { alerts: expect.any(Number) }, rules: expect.any(Array) },
    ]);
    expect((await run(['report', '--month', '2020-01'])).out).toContain('预警效果月报 2020-01\n  本月没有可报告的预警');
    expect((await run(['report', '--month', '2020-01', '--lang', 'en'])).out).toContain('nothing to report');
  });

  it('policy check of the shipped policy', async () => {
    expect(JSON.parse((await run(['policy', 'check', '--json'])).out)).toMatchObject({ ok: true, id: 'trade-credit' });
  });
});

describe('from files to grades', () => {
  const write = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('import, monitor, explain: one JSON document each, of the stated shapes', async () => {
    const customers = await write('customers.csv', 'code,name,credit_limit\nE1,明理商贸有限公司,500000\n');
    const imported = await run(['import', 'customers', customers, '--json']);
    expect([imported.code, JSON.parse(imported.out)]).toMatchObject([0, { kind: 'customers', rows: 1, inserted: 1 }]);
    const again = await run(['import', 'customers', customers, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    const invoices = await write(
      'invoices.csv',
      'number,customer_code,issued_on,due_on,amount\nI1,E1,2026-08-01,2026-08-31,100000\nI2,E1,2026-10-01,2026-10-31,50000\n',
    );
    expect((await run(['import', 'invoices', invoices])).out).toContain('共 2 行：新增 2');

    const monitored = await run(['monitor', '--as-of', '2026-11-10', '--full', '--json'], {}, '2026-11-10');
    expect([monitored.code, JSON.parse(monitored.out)]).toMatchObject([
      0,
      {
        asOf: '2026-11-10',
        policy: 'trade-credit',
        customers: expect.any(Number),
        scored: expect.any(Number),
        changed: expect.any(Number),
        grades: expect.objectContaining({ AAA: expect.any(Number) }),
        warnings: expect.any(Number),
        alertsOpened: expect.any(Number),
        durationMs: expect.any(Number),
      },
    ]);
    const explained = await run(['explain', 'E1', '--as-of', '2026-11-10', '--json'], {}, '2026-11-10');
    const document = JSON.parse(explained.out);
    expect([explained.code, document]).toMatchObject([
      0,
      {
        customer: { code: 'E1' },
        matchedBy: 'code',
        limitFen: 50_000_000,
        exposureFen: 15_000_000,
        overdueFen: 15_000_000,
      },
    ]);
    expect(document.factors[0]).toMatchObject({
      id: expect.any(String),
      value: expect.anything(),
      points: expect.any(Number),
      source: expect.any(String),
      dataDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(document.caps).toEqual(expect.any(Array));
    expect(document.reasons[0]).toMatchObject({ kind: expect.any(String), text: expect.any(String) });
    expect(document.staleSince).toBe('2026-10-01');
    expect(document.stale).toMatchObject([{ source: 'ledger', dataDate: '2026-10-01', text: expect.any(String) }]);
    // Whoever reads a lookup reads an explanation too.
    const shape = Object.keys(JSON.parse((await run(['lookup', 'E1', '--json'])).out).matches[0]);
    expect(Object.keys(document)).toEqual(expect.arrayContaining(shape));
    const found = JSON.parse((await run(['lookup', 'E1', '--json'])).out).matches[0];
    expect(found).toMatchObject({ score: document.score, grade: document.grade, overdueFen: 15_000_000 });
    const replayed = await run(['replay', '--assessment', found.assessment, '--json']);
    expect([replayed.code, JSON.parse(replayed.out).identical]).toEqual([0, true]);
  });

  it('explain says everything in both languages', async () => {
    for (const [lang, words] of [
      ['zh', ['评分因子', '付款及时性', '建议额度', '主要原因', '数据过期自', '应收账款数据已过期：截至']],
      ['en', ['Factors', 'Payment timeliness', 'Recommended', 'Main reasons', 'Stale since', 'are stale: of']],
    ] as const) {
      const { out } = await run(['explain', 'E1', '--as-of', '2026-11-10', '--lang', lang], {}, '2026-11-10');
      for (const word of words) expect(out).toContain(word);
    }
  });

  it('explain says first that the customer is suspended now, whatever day is explained', async () => {
    await database.pool.query(
      `INSERT INTO customer_measures (customer_id, kind, since, reason)
       SELECT id, 'suspend', '2026-11-12T02:00:00Z', '逾期' FROM customers WHERE code = 'E1'`,
    );
    const asked = ['explain', 'E1', '--as-of', '2026-11-10'];
    expect((await run([...asked, '--lang', 'zh'], {}, '2026-11-12')).out.split('\n')[1]).toContain(
      '已暂停赊销（自 2026-11-12 起）',
    );
    expect(JSON.parse((await run([...asked, '--json'], {}, '2026-11-12')).out)).toMatchObject({
      hold: null,
      measures: [{ kind: 'suspend', since: '2026-11-12T02:00:00.000Z', until: null }],
    });
    await database.pool.query('DELETE FROM customer_measures');
  });

  it('a file that is refused changes nothing and says why', async () => {
    const empty = await write('empty.csv', '');
    const { code, out, err } = await run(['import', 'invoices', empty]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('empty.csv');
    expect((await run(['import', 'invoices', empty, '--lang', 'en'])).err).toMatch(/empty/);
  });
});
