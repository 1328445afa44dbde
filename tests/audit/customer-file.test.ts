import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { readPrintedHtml } from '@xinshao/core/documents/render-html.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAlert, seedCompany, seedCustomer } from '../slack/support/seed.ts';
import { pdfText } from '../support/pdf-text.ts';

const HASH = 'ab'.repeat(32);

describe('the printable file of a customer', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-customer-file-'));
    await seedCompany(database);
    const customerId = await seedCustomer(database, { code: 'C00001', name: '华东精密机械有限公司' });
    const alertId = await seedAlert(database, { customerId, openedAt: new Date('2026-03-02T02:00:00Z') });
    await pool.query(`UPDATE alerts SET opened_on = '2026-03-02' WHERE id = $1::bigint`, [alertId]);
    const request = async (key: string, state: string, limitFen: number, at: string, expiresAt: string) => {
      const { rows } = await pool.query<{ id: string }>(
        `INSERT INTO limit_requests (customer_id, state, requested_by, requester_role, submission_key, limit_fen,
           term_days, reason, policy_hash, assessment_id, levels, filed_with_finance, created_at, expires_at)
         VALUES ($1, $2, 'S01', 'sales', $3, $4, 60, '旺季备货', '', 1,
           '[{"tier":1,"role":"sales_manager"},{"tier":2,"role":"risk"}]', false, $5, $6) RETURNING id::text`,
        [customerId, state, key, limitFen, at, expiresAt],
      );
      return rows[0]?.id ?? '';
    };
    const step = (
      id: string,
      kind: string,
      by: string,
      at: string,
      level: number | null,
      reason: string,
      limit?: number,
    ) =>
      pool.query(
        `INSERT INTO limit_request_steps (request_id, kind, by, at, round, level, reason, limit_fen, term_days)
         VALUES ($1::bigint, $2, $3, $4, 1, $5, $6, $7, $8)`,
        [id, kind, by, at, level, reason, limit ?? null, limit === undefined ? null : 60],
      );
    const approved = await request('a', 'approved', 88_000_000, '2026-03-05T01:00:00Z', '2026-03-12T01:00:00Z');
    await step(approved, 'request', 'S01', '2026-03-05T01:00:00Z', null, '旺季备货', 88_000_000);
    await step(approved, 'approve', 'M01', '2026-03-05T02:00:00Z', 0, '合作多年');
    await step(approved, 'approve', 'R01', '2026-03-06T02:00:00Z', 1, '有保险');
    const expired = await request('b', 'expired', 99_000_000, '2026-03-20T01:00:00Z', '2026-03-27T01:00:00Z');
    await step(expired, 'request', 'S01', '2026-03-20T01:00:00Z', null, '再次申请', 99_000_000);
    const later = await request('c', 'rejected', 77_000_000, '2026-03-30T01:00:00Z', '2026-04-07T01:00:00Z');
    await step(later, 'request', 'S01', '2026-03-30T01:00:00Z', null, '四月补货', 77_000_000);
    await step(later, 'reject', 'M01', '2026-04-02T01:00:00Z', 0, '逾期未清');
    const grant = (
      id: string,
      limit: number,
      from: string,
      last: string | null,
      ended: string | null,
      reason: string,
    ) =>
      pool.query(
        `INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, last_day, ended_on, ended_at, ended_by,
           granted_at, request_id, reason, end_reason)
         VALUES ($1, $2, 60, $3::date, $4::date, $5::date, $5::date, CASE WHEN $5::date IS NULL THEN NULL ELSE 'R01' END,
           $3::date, $6::bigint, $7,
           CASE WHEN $5::date IS NULL THEN NULL ELSE '提前收回' END)`,
        [customerId, limit, from, last, ended, id, reason],
      );
    await grant(approved, 88_000_000, '2026-03-06', '2026-04-30', '2026-03-25', '旺季临时额度');
    await grant(expired, 66_000_000, '2026-01-01', '2026-02-01', null, '早已到期的额度');
    await grant(later, 55_000_000, '2026-03-28', '2026-05-31', '2026-04-10', '期末仍然有效');
    await pool.query(
      `WITH review AS (
         INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by, at, limit_fen, limit_before_fen)
         VALUES ($2::bigint, 1, 'accept', 'cut_limit', '审核压降', 'R01', '2026-03-29T02:00:00Z', 22000000, 88000000)
         RETURNING id
       )
       INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, granted_at, review_id, reason)
       SELECT $1::int, 22000000, 60, '2026-03-29', '2026-03-29T02:00:00Z', id, '审核压降' FROM review`,
      [customerId, alertId],
    );
    await pool.query(
      `INSERT INTO promises (customer_id, alert_id, made_on, recorded_on, due_on, amount_fen, state, paid_fen, decided_on,
         withdrawn_on) VALUES
       ($1, $2::bigint, '2026-03-02', '2026-03-02', '2026-03-10', 1000000, 'kept', 1000000, '2026-03-09', NULL),
       ($1, $2::bigint, '2026-03-02', '2026-03-02', '2026-03-12', 2000000, 'partly_kept', 1500000, '2026-03-13', NULL),
       ($1, $2::bigint, '2026-03-02', '2026-03-02', '2026-03-15', 3000000, 'broken', 400000, '2026-03-16', NULL),
       ($1, $2::bigint, '2026-03-20', '2026-03-20', '2026-04-08', 4321000, 'broken', 123400, '2026-04-09', NULL),
       ($1, $2::bigint, '2026-04-20', '2026-04-20', '2026-04-28', 5555500, 'open', 0, NULL, NULL)`,
      [customerId, alertId],
    );
    await pool.query(
      `INSERT INTO feedback_files (alert_id, slack_file_id, name, size_bytes, uploaded_by, added_at, state, sha256) VALUES
       ($1::bigint, 'F1', '对账单<1>.pdf', 20480, 'S01', '2026-03-02T03:00:00Z', 'stored', $2),
       ($1::bigint, 'F2', '没有存下.jpg', 99, 'S01', '2026-03-02T03:00:00Z', 'failed', NULL),
       ($1::bigint, 'F3', '四月的.pdf', 99, 'S01', '2026-04-01T03:00:00Z', 'stored', $2)`,
      [alertId, HASH],
    );
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO collection_cases (customer_id, alert_id, state, stage, overdue_fen, policy_hash, opened_at, latest_kind,
         latest_by, latest_at, closed_at, close_note)
       VALUES ($1, $2::bigint, 'paid', 'letter', 3000000, '', '2026-03-03T01:00:00Z', 'close_paid', 'R01',
         '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z', '全部收回') RETURNING id::text`,
      [customerId, alertId],
    );
    const caseId = rows[0]?.id;
    await pool.query(
      `INSERT INTO collection_stages (case_id, number, stage, entered_at, entered_by, due_at, cost_fen, yield_fen, note) VALUES
       ($1::bigint, 1, 'phone', '2026-03-03T01:00:00Z', 'R01', '2026-03-10T01:00:00Z', 0, 0, '先打电话'),
       ($1::bigint, 2, 'letter', '2026-03-11T01:00:00Z', 'R01', '2026-03-20T01:00:00Z', 0, 0, '')`,
      [caseId],
    );
    await pool.query(
      `INSERT INTO collection_contacts (case_id, stage, contacted_on, person, channel, result, next_step, expected_on,
         expected_fen, logged_by, logged_at, submission)
       VALUES ($1::bigint, 'phone', '2026-03-04', '王芳', 'phone', '<b>答应付款</b>', '等款', '2026-03-18', 1234500, 'S01',
         '2026-03-04T05:00:00Z', 'one'),
       ($1::bigint, 'letter', '2026-02-20', '李总', 'visit', '二月的拜访', '', NULL, NULL, 'S01', '2026-02-20T05:00:00Z', 'two')`,
      [caseId],
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (language: string, ...args: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine(
      args,
      { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: language },
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
    );
    return { code, out: out.join(''), err: err.join('') };
  };
  const march = ['export', 'file', '--customer', 'C00001', '--from', '2026-03-01', '--to', '2026-03-31'];
  const tables = async (language: string, name: string) => {
    const path = join(folder, name);
    expect(await run(language, ...march, '--out', path)).toMatchObject({ code: 0 });
    const printed = readPrintedHtml(await readFile(path, 'utf8'));
    const blocks = printed?.blocks ?? [];
    return (title: string) => {
      const place = blocks.findIndex((block) => block.kind === 'heading' && block.text === title);
      const table = blocks[place + 1];
      if (table?.kind !== 'table') throw new Error(`there is no table ${title}`);
      return table.rows;
    };
  };

  it('shows every request with who decided what, when, at which level and why, within the period only', async () => {
    const table = await tables('zh_CN.UTF-8', 'requests.html');
    expect(table('额度与账期申请及审批')).toEqual([
      ['1', '2026-03-05 09:00', '申请', '张三', '', '额度 880,000.00 元，账期 60 天', '旺季备货'],
      ['1', '2026-03-05 10:00', '同意', '王经理', '第 1 级 销售经理', '', '合作多年'],
      ['1', '2026-03-06 10:00', '同意', '赵风控', '第 2 级 风控', '', '有保险'],
      ['2', '2026-03-20 09:00', '申请', '张三', '', '额度 990,000.00 元，账期 60 天', '再次申请'],
      ['2', '2026-03-27 09:00', '过期', '', '', '', ''],
      ['3', '2026-03-30 09:00', '申请', '张三', '', '额度 770,000.00 元，账期 60 天', '四月补货'],
    ]);
  });

  it('shows the credit granted as it stood when the period ended', async () => {
    const table = await tables('zh_CN.UTF-8', 'grants.html');
    expect(table('生效与已结束的授信')).toEqual([
      [
        '申请 #1',
        '880,000.00',
        '60',
        '2026-03-06',
        '2026-04-30',
        '2026-03-25 起失效（赵风控）\n提前收回',
        '旺季临时额度',
      ],
      ['申请 #3', '550,000.00', '60', '2026-03-28', '2026-05-31', '有效', '期末仍然有效'],
      ['预警单 #1 压降', '220,000.00', '60', '2026-03-29', '长期', '有效', '审核压降'],
    ]);
    expect(table('预警、反馈与审核')[0]?.at(-1)).toContain(
      '审核通过 (压降额度 额度 880,000.00 → 220,000.00 元): 审核压降',
    );
  });

  it('shows promises with how they were kept, and attachments with size and hash', async () => {
    const table = await tables('en_US.UTF-8', 'promises.html');
    expect(table('Promises to pay')).toEqual([
      ['1', '2026-03-02', '2026-03-10', '10,000.00', '10,000.00', 'kept', '2026-03-09'],
      ['1', '2026-03-02', '2026-03-12', '20,000.00', '15,000.00', 'partly kept', '2026-03-13'],
      ['1', '2026-03-02', '2026-03-15', '30,000.00', '4,000.00', 'broken', '2026-03-16'],
      // Broken in April only.
      ['1', '2026-03-20', '2026-04-08', '43,210.00', '—', 'not due yet', ''],
    ]);
    expect(table('Attachments')).toEqual([
      ['1', '2026-03-02 11:00', '张三', '对账单<1>.pdf', '20480', HASH],
      ['1', '2026-03-02 11:00', '张三', '没有存下.jpg', '99', 'not kept'],
    ]);
  });

  it('shows the stages of collection with their time, the contact log, and how a case ended', async () => {
    const table = await tables('zh_CN.UTF-8', 'collection.html');
    expect(table('催收')).toEqual([
      ['1', '2026-03-03 09:00', '阶段', '电话催收　先打电话　期限 2026-03-10', '赵风控'],
      [
        '1',
        '2026-03-04 13:00',
        '联系',
        '电话催收　电话　2026-03-04 / 王芳 / <b>答应付款</b> / 等款　预计 2026-03-18　12,345.00',
        '张三',
      ],
      ['1', '2026-03-11 09:00', '阶段', '发函催收　期限 2026-03-20', '赵风控'],
      ['1', '2026-03-29 09:00', '结案', '已收回　全部收回', '赵风控'],
    ]);
  });

  it('is in a PDF as in a page, escaped in the page, and recognised by its hash', async () => {
    for (const name of ['file.pdf', 'file.html']) {
      const path = join(folder, name);
      expect(await run('zh_CN.UTF-8', ...march, '--out', path)).toMatchObject({ code: 0 });
      const bytes = await readFile(path);
      const text = name === 'file.pdf' ? pdfText(bytes).replaceAll('\n', '') : bytes.toString();
      for (const part of ['合作多年', '旺季临时额度', '部分兑现', HASH.slice(0, 8), '全部收回'])
        expect(text).toContain(part);
      expect(text).not.toContain('\uFFFD');
      if (name === 'file.html') expect(text).not.toContain('<b>答应');
      expect(await run('zh_CN.UTF-8', 'audit', 'verify', '--file', path)).toMatchObject({ code: 0 });
    }
  });

  it('is for risk, finance and executives: sales learns whom to ask, and nothing is written', async () => {
    const path = join(folder, 'refused.html');
    for (const code of ['S01', 'M01']) {
      const refused = await run('zh_CN.UTF-8', '--as', code, ...march, '--out', path);
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.err).toContain('风控');
    }
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    expect(await run('zh_CN.UTF-8', '--as', 'R01', ...march, '--out', path)).toMatchObject({ code: 0 });
  });
});
