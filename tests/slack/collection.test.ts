import { readFileSync } from 'node:fs';
import { WebClient } from '@slack/web-api';
import { sha256 } from '@xinshao/bot/documents/make-documents.ts';
import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { claimDueCases } from '@xinshao/db/collection/claim-due-cases.ts';
import { stepCase } from '@xinshao/db/collection/step-case.ts';
import { findDocument } from '@xinshao/db/documents/record-document.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { retryUndelivered, undeliveredNow } from '@xinshao/db/status/undelivered.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const company = parseCompanySettings(readFileSync(new URL('../../policies/company.yaml', import.meta.url), 'utf8'));
if (!company.ok) throw new Error('the shipped settings are broken');

const json = (value: unknown) => JSON.stringify(value);
const FINANCE = PEOPLE.stranger;
const EXECUTIVE = PEOPLE.byEmail;
/** Three working days into November; Saturday and Sunday follow. */
const START = new Date('2026-11-04T02:00:00Z');

describe('collection', () => {
  let harness: Harness;
  let clock = START;
  beforeAll(async () => {
    harness = await startHarness('socket', {
      bot: { now: () => clock, sweepStepsEvery: 200, creditor: company.value.creditor },
    });
    await harness.database.pool.query(
      `INSERT INTO staff (code, name, role, slack_user_id) VALUES
       ('F01', '钱财务', 'finance', $1), ('E01', '孙总', 'executive', $2)`,
      [FINANCE, EXECUTIVE],
    );
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    clock = START;
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  /** The message of a case for an audience, once it satisfies the condition. */
  const messageOf = (caseId: string, audience: string, holds: (text: string) => boolean = () => true) =>
    vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM collection_messages WHERE case_id = $1::bigint AND audience = $2 AND state = 'posted'`,
          [caseId, audience],
        );
        const [row] = rows;
        const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
        if (message === undefined || !holds(json(message.blocks)))
          throw new Error(`not yet: ${audience} ${json(message?.blocks)}`);
        return message;
      },
      { timeout: 20_000, interval: 100 },
    );

  const invoices = async (customerId: number, ...lines: (readonly [number: string, dueOn: string, fen: number])[]) => {
    for (const [number, dueOn, fen] of lines) {
      await harness.database.pool.query(
        `INSERT INTO invoices (customer_id, number, amount_fen, issued_on, due_on, known_on)
         VALUES ($1, $2, $3, $4::date - 30, $4::date, $4::date - 30)`,
        [customerId, number, fen, dueOn],
      );
    }
  };

  /** A customer with arrears whose alert risk accepts with an action, through the real form. @returns the open case */
  const collecting = async (code: string, name: string, action: string, existing: number | null = null) => {
    const { database, sandbox, bot } = harness;
    const customerId = existing ?? (await seedCustomer(database, { code, name }));
    if (existing === null) {
      await invoices(customerId, [`${code}-1`, '2026-08-31', 3_000_000], [`${code}-2`, '2026-12-31', 700_000]);
    }
    const alertId = await seedAlert(database, { customerId, openedAt: clock });
    await queueAlert(database, bot.queue, alertId);
    const by = await staffByCode(database, 'S01');
    if (by === null) throw new Error('no such member');
    await submitFeedback(database, bot.queue, {
      alertId,
      basedOn: 0,
      by,
      surface: 'slack',
      answers: {
        contact_method: 'phone',
        contacted_at: '2026-11-04',
        contact_person: '王芳',
        cause: 'structural',
        customer_says: '暂时没有钱，再等一等看',
        no_promise_reason: '没有资金来源',
        recovery: 'doubtful',
        recovery_percent: 40,
        proposed_action: 'collect',
      },
      now: clock,
      today: '2026-11-04',
    });
    const review = await vi.waitFor(
      async () => {
        const { rows } = await database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM alert_messages
           WHERE alert_id = $1::bigint AND audience = 'review:1:R01' AND state = 'posted'`,
          [alertId],
        );
        const [row] = rows;
        if (row === undefined) throw new Error('risk was not asked yet');
        return row;
      },
      { timeout: 20_000, interval: 100 },
    );
    await sandbox.click(PEOPLE.risk, review, 'review_accept');
    const form = await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.risk).find((view) => view.callback_id === 'submit_review'),
      20_000,
    );
    const saved = await sandbox.submit(PEOPLE.risk, form.id, { action: { value: action }, note: { value: '请催收' } });
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id::text FROM collection_cases WHERE customer_id = $1',
      [customerId],
    );
    const caseId = rows[0]?.id ?? '';
    return { caseId, customerId, alertId, said: json(saved.updated) };
  };

  const form = async (user: string, target: { channel: string; ts: string }, step: string) => {
    await harness.sandbox.click(user, { channel: target.channel, ts: target.ts }, `collect_${step}`);
    return harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === 'submit_collection'),
      20_000,
    );
  };

  it('opens with the review, goes to who is responsible, logs contacts once, and climbs', async () => {
    const { sandbox, database } = harness;
    const { caseId } = await collecting('K1', '催收<!channel>有限公司', 'collect_phone');
    const first = await messageOf(caseId, 'owner');
    expect(json(first.blocks)).toContain('电话催收');
    expect(json(first.blocks)).toContain('¥3.00万');
    expect(first.mentions).toEqual({ users: [], everyone: false });

    const contact = await form(PEOPLE.owner, first, 'log_contact');
    const wrong = await sandbox.submit(PEOPLE.owner, contact.id, {
      contacted_on: { value: '2027-01-01' },
      person: { value: '王芳 <!channel>' },
      channel: { value: 'phone' },
      result: { value: '答应付款' },
      next_step: { value: '周五再打' },
      expected_on: { value: '2026-11-10' },
    });
    expect(wrong.errors).toEqual({ contacted_on: '不能晚于今天', expected_amount: '日期和金额须同时填写' });
    const saved = await sandbox.submit(PEOPLE.owner, contact.id, {
      contacted_on: { value: '2026-11-04' },
      person: { value: '王芳 <!channel>' },
      channel: { value: 'phone' },
      result: { value: '答应付款' },
      next_step: { value: '周五再打' },
      expected_on: { value: '2026-11-10' },
      expected_amount: { value: '3万' },
    });
    expect(json(saved.updated)).toContain('已保存');
    await sandbox.redeliver(1);
    const { rows } = await database.pool.query(
      `SELECT person, expected_fen::int AS fen, logged_by FROM collection_contacts WHERE case_id = $1::bigint`,
      [caseId],
    );
    expect(rows).toEqual([{ person: '王芳 <!channel>', fen: 3_000_000, logged_by: 'S01' }]);
    const logged = await messageOf(caseId, 'owner', (text) => text.includes('答应付款'));
    expect(json(logged.blocks)).toContain('王芳 &lt;!channel&gt;');
    expect(json(logged.blocks)).toContain('预计 2026-11-10 回款 ¥3.00万');

    const next = await form(PEOPLE.owner, logged, 'advance');
    expect(json(next.blocks)).not.toContain('litigation');
    await sandbox.submit(PEOPLE.owner, next.id, { stage: { value: 'visit' }, note: { value: '电话不接' } });
    await messageOf(caseId, 'manager', (text) => text.includes('上门催收'));
    // The same form once more: the case does not climb twice.
    await sandbox.redeliver(1);
    const stages = await database.pool.query(
      'SELECT number, stage, entered_by FROM collection_stages WHERE case_id = $1::bigint ORDER BY number',
      [caseId],
    );
    expect(stages.rows).toEqual([
      { number: 1, stage: 'phone', entered_by: 'R01' },
      { number: 2, stage: 'visit', entered_by: 'S01' },
    ]);

    const before = sandbox.ephemeral(PEOPLE.owner).length;
    await sandbox.command(PEOPLE.owner, EAST, '/credit K1');
    const card = json((await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.owner)[before])).blocks);
    expect(card).toContain('正在催收：上门催收');
    expect(card).toContain('答应付款');
    const beforeColleague = sandbox.ephemeral(PEOPLE.colleague).length;
    await sandbox.command(PEOPLE.colleague, EAST, '/credit K1');
    const colleagues = json((await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.colleague)[beforeColleague])).blocks);
    expect(colleagues).not.toContain('催收：');
    expect(colleagues).not.toContain('答应付款');

    await sandbox.openHome(PEOPLE.manager);
    await sandbox.waitFor(() => json(sandbox.homeOf(PEOPLE.manager)?.blocks ?? []).includes('我的催收'), 20_000);
    await sandbox.openHome(PEOPLE.colleague);
    const other = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.colleague), 20_000);
    expect(json(other.blocks)).not.toContain('我的催收');
  });

  it('whoever is no longer the owner is refused on the message they still have', async () => {
    const { sandbox, database } = harness;
    const { caseId, customerId } = await collecting('K2', '换负责人有限公司', 'collect_letter');
    const message = await messageOf(caseId, 'owner');
    const opened = await form(PEOPLE.owner, message, 'log_contact');
    await database.pool.query(`UPDATE customers SET sales_owner = 'S02' WHERE id = $1`, [customerId]);
    const refused = await sandbox.submit(PEOPLE.owner, opened.id, {
      contacted_on: { value: '2026-11-04' },
      person: { value: '王芳' },
      channel: { value: 'phone' },
      result: { value: '结果' },
      next_step: { value: '下一步' },
    });
    expect(json(refused.updated)).toContain('只有客户的销售负责人');
    await sandbox.closeModal(PEOPLE.owner, refused.updated?.id ?? opened.id, true);
    await sandbox.click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'collect_ask_write_off');
    await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.owner).find((view) => json(view).includes('只有客户的销售负责人')),
      20_000,
    );
    const { rows } = await database.pool.query('SELECT FROM collection_contacts WHERE case_id = $1::bigint', [caseId]);
    expect(rows).toEqual([]);
  });

  it('another alert of the same customer joins the open case and takes it up the ladder', async () => {
    const { database } = harness;
    const { caseId, customerId } = await collecting('K8', '再次预警有限公司', 'collect_phone');
    await messageOf(caseId, 'owner');
    const again = await collecting('K8', '再次预警有限公司', 'collect_visit', customerId);
    expect(again.caseId).toBe(caseId);
    await messageOf(caseId, 'manager', (text) => text.includes('上门催收'));
    await collecting('K8', '再次预警有限公司', 'collect_letter', customerId);
    const { rows } = await database.pool.query('SELECT stage, version FROM collection_cases WHERE customer_id = $1', [
      customerId,
    ]);
    expect(rows).toEqual([{ stage: 'visit', version: 2 }]);
  });

  it('the letter comes once as PDF and HTML, lists what is overdue, and the audit trail recognises both', async () => {
    const { sandbox, database } = harness;
    const { caseId } = await collecting('K3', '发函<img src=x>有限公司', 'collect_letter');
    const message = await messageOf(caseId, 'owner');
    await sandbox.click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'collect_ask_letter');
    await sandbox.redeliver(1);
    const names = [`dunning-letter-${caseId}-1.pdf`, `dunning-letter-${caseId}-1.html`];
    const web = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const shared = await vi.waitFor(
      async () => {
        const found = sandbox.messages(message.channel).filter(({ files }) => files.length > 0);
        if (found.length === 0) throw new Error(`no letter yet: ${harness.logged.slice(-3).join('')}`);
        return found;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(shared).toHaveLength(1);
    expect(shared[0]?.text).toContain('发函&lt;img src=x&gt;有限公司');
    const files = await Promise.all(
      (shared[0]?.files ?? []).map(async (file) => {
        const { file: info } = await web.files.info({ file });
        const response = await fetch(info?.url_private ?? '', {
          headers: { authorization: `Bearer ${sandbox.botToken}` },
        });
        return { name: info?.name ?? '', bytes: Buffer.from(await response.arrayBuffer()) };
      }),
    );
    expect(files.map(({ name }) => name)).toEqual(names);
    const [pdf, html] = files;
    expect(pdf?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const text = html?.bytes.toString() ?? '';
    expect(text).toContain('K3-1');
    expect(text).not.toContain('>K3-2<');
    expect(text).toContain('30,000.00');
    expect(text).toContain('0000 0000 0000 0000');
    expect(text).not.toContain('<img');
    for (const file of files) {
      const known = await findDocument(database, sha256(file.bytes));
      expect(known).toMatchObject({ kind: 'letter', customerCode: 'K3', by: 'S01', surface: 'slack' });
    }
    expect(await findDocument(database, sha256(Buffer.from(`${text} `)))).toBeNull();
  });

  it('a letter that Slack refuses is told to who asked, counted for risk, and comes once it is tried again', async () => {
    const { sandbox, database, bot } = harness;
    const { caseId } = await collecting('K3R', '函件被拒有限公司', 'collect_letter');
    const message = await messageOf(caseId, 'owner');
    sandbox.failNext('files.getUploadURLExternal', { error: 'missing_scope' });
    await sandbox.click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'collect_ask_letter');
    const told = () => sandbox.messages(message.channel).filter(({ blocks }) => json(blocks).includes('没有发出'));
    await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 20_000, interval: 100 });
    expect(json(told()[0]?.blocks)).toContain(`函件被拒有限公司 的催款函（编号 ${caseId}-1）没有发出：应用缺少权限`);
    const letter = {
      kind: 'letter',
      what: `letter ${caseId}-1 函件被拒有限公司`,
      problem: 'missing_scope',
      attempts: 1,
    };
    expect((await undeliveredNow(database, 10)).items).toMatchObject([letter]);
    // Until a pause has passed the sweep leaves it alone; a person need not wait.
    await claimDueCases(database, bot.queue, clock);
    expect((await undeliveredNow(database, 10)).total).toBe(1);
    expect(await retryUndelivered(database, bot.queue, clock)).toBe(1);
    const letters = () => sandbox.messages(message.channel).filter(({ text }) => text.includes(`${caseId}-1`));
    await vi.waitFor(() => expect(letters().filter(({ files }) => files.length > 0)).toHaveLength(1), {
      timeout: 20_000,
      interval: 100,
    });
    expect((await undeliveredNow(database, 10)).total).toBe(0);
    expect(told()).toHaveLength(1);
  });

  it('reminds who is responsible once when the stage’s time is over, also with two sweeps at once', async () => {
    const { database, bot } = harness;
    const { caseId } = await collecting('K4', '到期提醒有限公司', 'collect_phone');
    await messageOf(caseId, 'owner');
    const { rows } = await database.pool.query<{ due_at: Date }>(
      'SELECT due_at FROM collection_cases WHERE id = $1::bigint',
      [caseId],
    );
    // Five working days from Wednesday 10:00 is the next Wednesday 10:00.
    expect(rows[0]?.due_at).toEqual(new Date('2026-11-11T02:00:00Z'));
    const due = new Date('2026-11-11T02:00:00Z');
    clock = due;
    await Promise.all([claimDueCases(database, bot.queue, due), claimDueCases(database, bot.queue, due)]);
    const reminder = await messageOf(caseId, 'stage:1');
    expect(json(reminder.blocks)).toContain('的期限 2026-11-11 10:00 已过');
    expect(json(reminder.blocks)).toContain('collect_advance');
    const next = await form(PEOPLE.owner, reminder, 'advance');
    await harness.sandbox.submit(PEOPLE.owner, next.id, { stage: { value: 'letter' } });
    // The reminder of a stage that is over offers nothing to press any more.
    await messageOf(caseId, 'stage:1', (text) => !text.includes('collect_'));
    clock = new Date('2026-11-12T02:00:00Z');
    await claimDueCases(database, bot.queue, clock);
    const reminders = harness.sandbox
      .messages(reminder.channel)
      .filter(({ text }) => text.includes('到期提醒有限公司') && text.includes('⏰'));
    expect(reminders).toHaveLength(1);
  });

  it('instalments add up, replace each other, and are reminded of after their day', async () => {
    const { sandbox, database, bot } = harness;
    const { caseId } = await collecting('K5', '分期付款有限公司', 'collect_phone');
    const plan = await form(PEOPLE.owner, await messageOf(caseId, 'owner'), 'agree_plan');
    const tooLong = await sandbox.submit(PEOPLE.owner, plan.id, {
      first_on: { value: '2027-10-30' },
      count: { value: '3' },
      total: { value: '30,000.00' },
    });
    expect(tooLong.errors).toHaveProperty('count');
    await sandbox.submit(PEOPLE.owner, plan.id, {
      first_on: { value: '2026-11-06' },
      count: { value: '3' },
      total: { value: '10000' },
    });
    await sandbox.redeliver(1);
    const agreed = await messageOf(caseId, 'owner', (text) => text.includes('第 3 期'));
    const lines = await database.pool.query(
      `SELECT due_on::text, amount_fen::int AS fen FROM collection_instalments
       WHERE case_id = $1::bigint AND NOT replaced ORDER BY number`,
      [caseId],
    );
    expect(lines.rows).toEqual([
      { due_on: '2026-11-06', fen: 333_333 },
      { due_on: '2026-12-06', fen: 333_333 },
      { due_on: '2027-01-06', fen: 333_334 },
    ]);
    // Friday's instalment is asked about on Monday morning.
    clock = new Date('2026-11-09T00:59:00Z');
    expect(await claimDueCases(database, bot.queue, clock)).toBe(0);
    clock = new Date('2026-11-09T01:00:00Z');
    await claimDueCases(database, bot.queue, clock);
    const { rows } = await database.pool.query<{ audience: string }>(
      `SELECT audience FROM collection_messages WHERE case_id = $1::bigint AND audience LIKE 'instalment:%'`,
      [caseId],
    );
    expect(rows).toHaveLength(1);
    const reminder = await messageOf(caseId, rows[0]?.audience ?? '');
    expect(reminder.text).toContain('第 1 期 ¥3,333.33 应于 2026-11-06 到账');
    clock = START;
    const again = await form(PEOPLE.owner, agreed, 'agree_plan');
    await sandbox.submit(PEOPLE.owner, again.id, {
      first_on: { value: '2026-11-30' },
      count: { value: '1' },
      total: { value: '10000' },
    });
    await messageOf(caseId, 'owner', (text) => text.includes('2026-11-30') && !text.includes('第 3 期'));
  });

  it('a write-off is asked for with a reason and decided by finance and an executive; then all is closed', async () => {
    const { sandbox, database } = harness;
    const { caseId } = await collecting('K6', '申请核销有限公司', 'legal');
    const message = await messageOf(caseId, 'risk');
    expect(json(message.blocks)).toContain('诉讼');
    expect(json((await messageOf(caseId, 'owner')).blocks)).not.toContain('collect_advance');
    const ask = await form(PEOPLE.owner, await messageOf(caseId, 'owner'), 'ask_write_off');
    await sandbox.submit(PEOPLE.owner, ask.id, { note: { value: '公司已注销，无财产' } });
    const forFinance = await messageOf(caseId, 'write_off:1:F01');
    const forExecutive = await messageOf(caseId, 'write_off:1:E01');
    expect(json(forFinance.blocks)).toContain('公司已注销，无财产');
    expect(json(forFinance.blocks)).toContain('¥3.00万');

    const finance = await form(FINANCE, forFinance, 'decide_write_off');
    const refused = await sandbox.submit(FINANCE, finance.id, { verdict: { value: 'refuse' } });
    expect(refused.errors).toEqual({ note: '请写明理由' });
    const executive = await form(EXECUTIVE, forExecutive, 'decide_write_off');
    await Promise.all([
      sandbox.submit(FINANCE, finance.id, { verdict: { value: 'agree' } }),
      sandbox.submit(EXECUTIVE, executive.id, { verdict: { value: 'agree' } }),
    ]);
    const closed = await messageOf(caseId, 'owner', (text) => text.includes('已核销'));
    expect(json(closed.blocks)).not.toContain('collect_');
    expect(json(closed.blocks)).toContain('财务 钱财务：同意核销');
    await messageOf(caseId, 'write_off:1:F01', (text) => !text.includes('collect_decide_write_off'));
    const { rows } = await database.pool.query(
      `SELECT state, due_at, closed_at IS NOT NULL AS closed FROM collection_cases WHERE id = $1::bigint`,
      [caseId],
    );
    expect(rows).toEqual([{ state: 'written_off', due_at: null, closed: true }]);
    const { rows: trail } = await database.pool.query<{ actor: string; kind: string }>(
      `SELECT actor, after::jsonb ->> 'kind' AS kind FROM audit_log
       WHERE subject_kind = 'collection_case' AND subject_id = $1 ORDER BY id`,
      [caseId],
    );
    expect(trail.map(({ kind }) => kind)).toEqual(['ask_write_off', 'decide_write_off', 'decide_write_off']);
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  it('another alert leaves the case where it is while a write-off is decided, and the officer is told so', async () => {
    const { sandbox, database } = harness;
    const { caseId, customerId } = await collecting('K99', '核销待批有限公司', 'collect_phone');
    const ask = await form(PEOPLE.owner, await messageOf(caseId, 'owner'), 'ask_write_off');
    await sandbox.submit(PEOPLE.owner, ask.id, { note: { value: '公司已注销' } });
    await messageOf(caseId, 'write_off:1:F01');
    const { said } = await collecting('K99', '', 'legal', customerId);
    expect(said).toContain('阶段不变');
    const { rows } = await database.pool.query(
      `SELECT stage, (SELECT after::json ->> 'caseKeptForWriteOff' FROM audit_log WHERE action = 'alert_reviewed'
         ORDER BY id DESC LIMIT 1) AS kept FROM collection_cases WHERE id = $1::bigint`,
      [caseId],
    );
    expect(rows).toEqual([{ stage: 'phone', kept: 'true' }]);
  });

  it('is closed as paid only once the ledger shows it, and stays closed', async () => {
    const { sandbox, database } = harness;
    const { caseId, customerId } = await collecting('K7', '已经付款有限公司', 'collect_phone');
    const message = await messageOf(caseId, 'owner');
    const early = await form(PEOPLE.owner, message, 'close_paid');
    const refused = await sandbox.submit(PEOPLE.owner, early.id, {});
    expect(json(refused.updated)).toContain('账上仍有逾期款');
    await sandbox.closeModal(PEOPLE.owner, refused.updated?.id ?? early.id, true);
    await database.pool.query('UPDATE invoices SET paid_up_on = $2 WHERE customer_id = $1', [customerId, '2026-11-04']);
    const later = await form(PEOPLE.owner, message, 'close_paid');
    await sandbox.submit(PEOPLE.owner, later.id, {});
    await messageOf(caseId, 'owner', (text) => text.includes('已收回') && !text.includes('collect_'));
    // A press on a message that shows an older state.
    await sandbox
      .click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'collect_log_contact')
      .catch(() => undefined);
    const { rows } = await database.pool.query('SELECT state FROM collection_cases WHERE customer_id = $1', [
      customerId,
    ]);
    expect(rows).toEqual([{ state: 'paid' }]);
  });

  it('two people at once: one takes the case further, the other learns what happened', async () => {
    const { database, bot } = harness;
    const { caseId } = await collecting('K9', '同时推进有限公司', 'collect_phone');
    await messageOf(caseId, 'owner');
    const step = async (code: string, to: 'letter' | 'visit') => {
      const by = await staffByCode(database, code);
      if (by === null) throw new Error('no such member');
      return stepCase(database, bot.queue, {
        caseId,
        by,
        surface: 'slack',
        content: { kind: 'advance', from: 'phone', to, note: '' },
        now: clock,
        today: '2026-11-04',
        clock: {
          policy: DEFAULT_COLLECTION,
          calendar: { timeZone: 'Asia/Shanghai', workingHours: company.value.workingHours },
        },
      });
    };
    const results = await Promise.all([step('S01', 'letter'), step('M01', 'visit')]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'stored']);
    const winner = results[0]?.outcome === 'stored' ? 'S01' : 'M01';
    expect(results.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      code: 'stage_changed',
      latest: { kind: 'advance', by: winner },
    });
    // Pressed once more by who won: the same step, not another one.
    expect(await step(winner, winner === 'S01' ? 'letter' : 'visit')).toEqual({ outcome: 'repeated' });
    const { rows } = await database.pool.query('SELECT FROM collection_stages WHERE case_id = $1::bigint', [caseId]);
    expect(rows).toHaveLength(2);
  });

  it('Home leads to the case, and the look is recorded', async () => {
    const { sandbox, database } = harness;
    const { caseId } = await collecting('K10', '首页查看有限公司', 'collect_phone');
    await messageOf(caseId, 'owner');
    await sandbox.openHome(PEOPLE.risk);
    await sandbox.waitFor(() => json(sandbox.homeOf(PEOPLE.risk)?.blocks ?? []).includes('首页查看有限公司'), 20_000);
    await sandbox.click(PEOPLE.risk, { home: true }, 'show_collection', caseId);
    await vi.waitFor(
      async () => {
        const { rows } = await database.pool.query(
          `SELECT FROM audit_log WHERE action = 'customer_viewed' AND actor = 'R01' AND subject_id = 'K10'`,
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 20_000, interval: 100 },
    );
  });
});
