import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { appendAudits } from '@xinshao/db/audit/append-audit.ts';
import { inspectFile } from '@xinshao/db/import/source/inspect-file.ts';
import { openRows } from '@xinshao/db/import/source/open-rows.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAlert, seedCompany, seedCustomer } from '../slack/support/seed.ts';

describe('the audit trail and exports from the command line', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let folder: string;
  let alertId: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-export-'));
    await seedCompany(database);
    const customerId = await seedCustomer(database, { code: 'C00001', name: '=cmd|华东,"精密"有限公司' });
    alertId = await seedAlert(database, { customerId, openedAt: new Date('2026-10-31T16:30:00Z') });
    await pool.query(
      `INSERT INTO feedback (alert_id, revision, submitted_by, answers) VALUES
       ($1::bigint, 1, 'S01', '{"cause":"dispute"}'),
       ($1::bigint, 2, 'S01', '{"cause":"temporary_cash_gap","customer_says":"第一行\\n@第二行","recovery_percent":90,"promise":{"date":"2026-12-01","amountFen":12345678905}}')`,
      [alertId],
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (...args: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine(
      args,
      { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8' },
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
    );
    return { code, out: out.join(''), err: err.join('') };
  };
  /** Reads a file as the import does. */
  const table = async (path: string) => {
    const source = await openRows(await inspectFile(path));
    const rows: Record<string, string>[] = [];
    for await (const batch of source.batches) {
      for (const cells of batch.rows)
        rows.push(Object.fromEntries(source.header.map((name, i) => [name, cells[i] ?? ''])));
    }
    return rows;
  };
  const exported = async (name: string, ...args: string[]) => {
    const path = join(folder, name);
    expect(await run('export', ...args, '--out', path)).toMatchObject({ code: 0 });
    return { path, rows: await table(path) };
  };

  it.each(['csv', 'xlsx'])('alerts with their latest answer as %s', async (format) => {
    const { rows } = await exported(`alerts.${format}`, 'alerts');
    expect(rows).toEqual([
      expect.objectContaining({
        预警单号: alertId,
        客户编号: 'C00001',
        客户名称: `${format === 'csv' ? "'" : ''}=cmd|华东,"精密"有限公司`,
        级别: '红色',
        状态: '待反馈',
        预警规则: 'test_arrears',
        开立时间: '2026-11-01 00:30:00',
        负责人: '张三',
        '风险敞口（元）': format === 'csv' ? '1200000.00' : '1200000',
        反馈版次: '2',
        原因: '暂时资金周转困难',
        客户怎么说: '第一行\n@第二行',
        '预计可收回（%）': '90',
        '承诺付款金额（元）': '123456789.05',
        没有承诺的原因: '',
      }),
    ]);
  });

  it('a CSV begins with the mark that tells Excel it is UTF-8', async () => {
    const { path } = await exported('mark.csv', 'alerts');
    expect([...(await readFile(path)).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('assessments, in English', async () => {
    const { rows } = await exported('assessments.csv', 'assessments', '--lang', 'en');
    expect(rows).toEqual([
      expect.objectContaining({
        'Customer code': 'C00001',
        'As of': '2026-10-31',
        Grade: expect.stringMatching(/^[A-D]+$/),
        Score: expect.stringMatching(/^\d/),
        Outcome: 'Graded',
        'Credit limit (yuan)': '2000000.00',
        'Exposure (yuan)': '1200000.00',
        'Overdue (yuan)': '300000.00',
        Policy: 'trade-credit',
      }),
    ]);
  });

  it.each([
    ['2026-10-31', '2026-10-31', 1],
    ['2026-11-01', '2026-12-31', 0],
    ['2026-01-01', '2026-10-30', 0],
  ])('only the period from %s to %s: %i row(s)', async (from, to, count) => {
    for (const what of ['alerts', 'assessments']) {
      expect((await exported('period.csv', what, '--from', from, '--to', to)).rows).toHaveLength(count);
    }
  });

  it('the audit trail begins and ends with the days of the company, not of UTC', async () => {
    await withinTransaction(database, (transaction) =>
      appendAudits(
        transaction,
        ['2024-05-01T15:59:59.999Z', '2024-05-01T16:00:00.000Z'].map((at) => ({
          at: new Date(at),
          actor: 'S01',
          surface: 'slack',
          action: 'customer_viewed',
          subjectKind: 'customer',
          subjectId: at,
          after: { view: 'grade' },
        })),
      ),
    );
    const { rows } = await exported('audit.csv', 'audit', '--from', '2024-05-02', '--to', '2024-05-02');
    expect(rows).toMatchObject([
      { '时间（UTC）': '2024-05-01T16:00:00.000Z', 操作: 'customer_viewed', 操作后: '{"view":"grade"}' },
    ]);
  });

  it('an export is in the audit trail itself, what it exports included', async () => {
    const { rows } = await exported('trail.csv', 'audit', '--from', '2026-01-01');
    expect(rows.at(-1)).toMatchObject({ 操作人: 'system:cli', 渠道: 'cli', 操作: 'data_exported', 对象: 'audit' });
    expect(JSON.parse(rows.at(-1)?.操作后 ?? '')).toEqual({
      format: 'csv',
      file: 'trail.csv',
      from: '2026-01-01',
      to: null,
    });
  });

  it('more rows than one batch arrive all, and cells that Excel does not take are cut and said so', async () => {
    await withinTransaction(database, (transaction) =>
      appendAudits(
        transaction,
        Array.from({ length: 4_500 }, (_, index) => ({
          at: new Date('2025-01-01T00:00:00Z'),
          actor: 'S01',
          surface: 'slack',
          action: 'customer_viewed',
          subjectKind: 'customer',
          subjectId: `N${index}`,
          ...(index === 0 ? { after: { text: '长'.repeat(40_000) } } : {}),
        })),
      ),
    );
    const period = ['--from', '2025-01-01', '--to', '2025-01-01'];
    const whole = await exported('many.csv', 'audit', ...period);
    expect(whole.rows.map((row) => row.对象)).toEqual(Array.from({ length: 4_500 }, (_, index) => `N${index}`));
    expect(whole.rows[0]?.操作后).toHaveLength(40_011);
    const path = join(folder, 'many.xlsx');
    const { code, out, err } = await run('export', 'audit', ...period, '--out', path);
    expect([code, out]).toEqual([0, `已导出 4500 行到 ${path}\n`]);
    expect(err).toContain('1 个单元格');
    const cut = await table(path);
    expect(cut).toHaveLength(4_500);
    expect(cut[0]?.操作后).toHaveLength(32_767);
  });

  it('refuses a period that ends before it begins, and a file that cannot be written, leaving nothing half', async () => {
    expect(await run('export', 'alerts', '--from', '2026-02-01', '--to', '2026-01-01')).toMatchObject({ code: 2 });
    expect(await run('export', 'cats')).toMatchObject({ code: 2 });
    for (const format of ['csv', 'xlsx']) {
      const path = join(folder, 'nowhere', `alerts.${format}`);
      expect(await run('export', 'alerts', '--out', path)).toMatchObject({ code: 1, out: '' });
    }
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('audit verify says that all is well, and gives the anchor to keep', async () => {
    const { code, out } = await run('audit', 'verify', '--json');
    const { head, ...verdict } = JSON.parse(out);
    expect([code, verdict]).toMatchObject([0, { ok: true, problem: null, text: null }]);
    const anchor = `${head.id}:${head.hash}`;
    expect((await run('audit', 'verify', '--anchor', anchor)).out).toContain(anchor);
    expect(await run('audit', 'verify', '--anchor', '12:xyz')).toMatchObject({ code: 2, out: '' });
    const beyond = await run('audit', 'verify', '--anchor', anchor, '--anchor', `999999:${head.hash}`, '--lang', 'en');
    expect(beyond).toMatchObject({ code: 1, out: '' });
    expect(beyond.err).toMatch(/was removed: anchor 999999/);
  });

  it('audit verify ends with 1 and names the first bad entry, in both languages', async () => {
    await pool.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
    await pool.query(`UPDATE audit_log SET actor = 'R01' WHERE id = 2`);
    await pool.query('ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_append_only');
    expect(await run('audit', 'verify')).toMatchObject({
      code: 1,
      err: expect.stringContaining('第 2 条写入后被改动'),
    });
    expect((await run('audit', 'verify', '--lang', 'en')).err).toContain('Entry 2 was altered');
    const { code, out } = await run('audit', 'verify', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { ok: false, entries: 1, problem: { kind: 'altered', id: '2' } },
    ]);
  });
});
