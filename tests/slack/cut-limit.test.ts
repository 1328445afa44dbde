import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { factsOf } from '@xinshao/db/facts/facts-of-customer.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWERS as WATCHED } from './support/answers.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE, workspace } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = 20_000;
const CFO = 'U0CFO0001';

const ANSWERS = { ...WATCHED, proposed_action: 'cut_limit' } as const;

describe('a limit that risk cuts in a review', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    const cfo = { id: CFO, name: 'cfo', realName: 'cfo', email: 'cfo@example.com', locale: 'zh-CN' as const };
    harness = await startHarness('socket', {
      sandbox: { workspace: { ...workspace, users: [...workspace.users, cfo] } },
      bot: { sweepStepsEvery: 300 },
    });
    await harness.database.pool.query(
      `INSERT INTO staff (code, name, role, slack_user_id) VALUES ('E01', '陈总', 'executive', $1)`,
      [CFO],
    );
    await seedCustomer(harness.database, { code: 'CUT-0', name: '先行有限公司' });
    for (const user of [PEOPLE.owner, PEOPLE.risk, PEOPLE.secondRisk]) await lookup(user, 'CUT-0');
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of [...Object.values(PEOPLE), CFO]) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
    expect(harness.logged.filter((line) => line.includes('tried again'))).toEqual([]);
  });

  const lookup = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    return json((await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before], WITHIN)).blocks);
  };
  const shown = (table: 'alert' | 'limit_request', id: string, audience: string, holds = (_text: string) => true) =>
    vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM ${table}_messages
           WHERE ${table === 'alert' ? 'alert' : 'request'}_id = $1::bigint AND audience = $2 AND state = 'posted'`,
          [id, audience],
        );
        const [row] = rows;
        const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
        if (message === undefined || !holds(json(message.blocks))) {
          throw new Error(`no such message of ${id} for ${audience}: ${json(message?.blocks)}`);
        }
        return message;
      },
      { timeout: WITHIN, interval: 50 },
    );
  const answered = async (code: string, name: string, limitFen = 200_000_000) => {
    const { database, bot } = harness;
    const customerId = await seedCustomer(database, { code, name });
    await database.pool.query('UPDATE customers SET credit_limit_fen = $2 WHERE id = $1', [customerId, limitFen]);
    const alertId = await seedAlert(database, { customerId });
    await queueAlert(database, bot.queue, alertId);
    await shown('alert', alertId, 'channel');
    const by = await staffByCode(database, 'S01');
    if (by === null) throw new Error('no such member');
    const now = new Date();
    const input = { alertId, basedOn: 0, by, surface: 'slack', answers: ANSWERS, now, today: '2026-10-31' } as const;
    await submitFeedback(database, bot.queue, input);
    return { customerId, alertId };
  };
  const reviewForm = async (user: string, code: string, alertId: string, decision: string) => {
    const { sandbox } = harness;
    const { channel, ts } = await shown('alert', alertId, `review:1:${code}`, (text) =>
      text.includes(`review_${decision}`),
    );
    await sandbox.click(user, { channel, ts }, `review_${decision}`);
    return sandbox.waitFor(() => sandbox.openModals(user).find((view) => view.callback_id === 'submit_review'), WITHIN);
  };
  /** Opens the form and chooses the action; the form then asks for the new limit. */
  const cutForm = async (user: string, code: string, alertId: string) => {
    const form = await reviewForm(user, code, alertId, 'accept');
    expect(json(form.blocks)).not.toContain('new_limit');
    await harness.sandbox.click(user, { modal: form.id }, 'value', 'cut_limit');
    return harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => json(view.blocks).includes('new_limit')),
      WITHIN,
    );
  };
  const trail = async (customerCode: string) => {
    const { rows } = await harness.database.pool.query(
      `SELECT action, actor, before::json ->> 'limitFen' AS before, after::json ->> 'limitFen' AS after FROM audit_log
       WHERE subject_kind = 'customer' AND subject_id = $1 AND action IN ('limit_granted', 'limit_ended') ORDER BY id`,
      [customerCode],
    );
    return rows;
  };
  const inFacts = async (customerId: number) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) as '2026-11-01';
    return (await factsOf(harness.database, customerId, today)).customer.creditLimitFen;
  };

  it('is asked for beside the action, judged beside the field, and holds everywhere at once', async () => {
    const { sandbox, database } = harness;
    const { customerId, alertId } = await answered('CUT-1', '压降有限公司');
    const form = await cutForm(PEOPLE.risk, 'R01', alertId);
    expect(json(form.blocks)).toContain('现额度 ¥200.00万');
    expect(json(form.blocks)).toContain('新额度立即生效');
    const note = { value: '连续逾期' };
    for (const [typed, said] of [
      ['很多', '看不懂'],
      ['0', '须大于 0 且低于现额度'],
      ['200万', '须大于 0 且低于现额度'],
    ] as const) {
      const refused = await sandbox.submit(PEOPLE.risk, form.id, { new_limit: { value: typed }, note });
      expect(refused.errors).toEqual({ new_limit: expect.stringContaining(said) });
    }
    const noteless = await sandbox.submit(PEOPLE.risk, form.id, { new_limit: { value: '80万' }, note: { value: ' ' } });
    expect(noteless.errors).toEqual({ note: '请写明理由' });
    const saved = await sandbox.submit(PEOPLE.risk, form.id, { new_limit: { value: '80万' }, note });
    expect(json(saved.updated)).toContain('额度已降为');
    expect(json(saved.updated)).toContain('立即生效');
    await sandbox.redeliver(1);

    expect(await inFacts(customerId)).toBe(80_000_000);
    const card = await lookup(PEOPLE.owner, 'CUT-1');
    expect(card).toContain(`额度由预警单 #${alertId} 的审核压降`);
    expect(card).toContain('¥80.00万');
    expect(card).not.toContain('额度待压降');
    const { rows } = await database.pool.query(
      'SELECT limit_fen, limit_before_fen, request_id FROM alert_reviews WHERE alert_id = $1::bigint',
      [alertId],
    );
    expect(rows).toEqual([{ limit_fen: '80000000', limit_before_fen: '200000000', request_id: null }]);
    expect(await trail('CUT-1')).toEqual([
      { action: 'limit_granted', actor: 'R01', before: '200000000', after: '80000000' },
    ]);
    const message = await shown('alert', alertId, 'channel', (text) => text.includes('压降额度'));
    expect(json(message.blocks)).toMatch(/额度 [^"]*200.00万 → ¥80.00万/);
    const state = await database.pool.query('SELECT limit_fen FROM customer_state WHERE customer_id = $1', [
      customerId,
    ]);
    expect(state.rows).toEqual([{ limit_fen: '80000000' }]);

    // A false alarm takes back what it has brought; what was granted before holds again.
    const closing = await reviewForm(PEOPLE.secondRisk, 'R02', alertId, 'close');
    const verdict = { verdict: { value: 'false_alarm' }, note: { value: 'wrong data' } };
    await sandbox.submit(PEOPLE.secondRisk, closing.id, verdict);
    expect(await inFacts(customerId)).toBe(200_000_000);
    expect((await trail('CUT-1')).at(-1)).toEqual({
      action: 'limit_ended',
      actor: 'R02',
      before: '80000000',
      after: '200000000',
    });
    await shown('alert', alertId, 'channel', (text) => text.includes('结束'));
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  it('above what risk may decide it says so, asks the executives, and changes nothing until they agree', async () => {
    const { sandbox } = harness;
    const { customerId, alertId } = await answered('CUT-2', '大额有限公司', 900_000_000);
    const form = await cutForm(PEOPLE.risk, 'R01', alertId);
    expect(json(form.blocks)).toContain('更高的由管理层（CFO）审批');
    const saved = await sandbox.submit(PEOPLE.risk, form.id, {
      new_limit: { value: '500万' },
      note: { value: '降到五百万' },
    });
    const [requestId = ''] = /(?<=申请 #)\d+/.exec(json(saved.updated)) ?? [];
    expect(json(saved.updated)).toContain('批准前原额度不变');
    expect(await inFacts(customerId)).toBe(900_000_000);
    expect(await lookup(PEOPLE.owner, 'CUT-2')).toContain('额度待压降');
    await shown('alert', alertId, 'channel', (text) => text.includes(`申请 #${requestId}：审批中`));

    const asked = await shown('limit_request', requestId, 'approver:1:0:E01');
    await sandbox.click(CFO, { channel: asked.channel, ts: asked.ts }, 'limit_approve');
    const deciding = await sandbox.waitFor(
      () => sandbox.openModals(CFO).find(({ callback_id }) => callback_id === 'submit_limit_decision'),
      WITHIN,
    );
    await sandbox.submit(CFO, deciding.id, { note: { value: '同意' } });
    await vi.waitFor(async () => expect(await inFacts(customerId)).toBe(500_000_000), { timeout: WITHIN });
    await shown('alert', alertId, 'channel', (text) => text.includes(`申请 #${requestId}：已批准`));
    expect(await lookup(PEOPLE.owner, 'CUT-2')).not.toContain('额度待压降');
  });

  const askedOfExecutives = async (code: string, name: string) => {
    const { sandbox } = harness;
    const { customerId, alertId } = await answered(code, name, 900_000_000);
    const form = await cutForm(PEOPLE.risk, 'R01', alertId);
    const saved = await sandbox.submit(PEOPLE.risk, form.id, {
      new_limit: { value: '500万' },
      note: { value: '降到五百万' },
    });
    const [requestId = ''] = /(?<=申请 #)\d+/.exec(json(saved.updated)) ?? [];
    const asked = await shown('limit_request', requestId, 'approver:1:0:E01');
    return { customerId, alertId, requestId, asked };
  };
  const closeAsFalse = async (alertId: string, note: string) => {
    const closing = await reviewForm(PEOPLE.secondRisk, 'R02', alertId, 'close');
    await harness.sandbox.submit(PEOPLE.secondRisk, closing.id, {
      verdict: { value: 'false_alarm' },
      note: { value: note },
    });
  };
  it('asked of the executives, it is called off with its alert: they can no longer agree', async () => {
    const { sandbox, database } = harness;
    const { customerId, alertId, requestId, asked } = await askedOfExecutives('CUT-6', '撤销压降有限公司');
    await sandbox.click(CFO, { channel: asked.channel, ts: asked.ts }, 'limit_approve');
    const deciding = await sandbox.waitFor(
      () => sandbox.openModals(CFO).find(({ callback_id }) => callback_id === 'submit_limit_decision'),
      WITHIN,
    );
    await closeAsFalse(alertId, 'wrong data <!here>');
    const late = await sandbox.submit(CFO, deciding.id, { note: { value: '同意' } });
    expect(json(late)).toContain('自动撤回');
    expect(await inFacts(customerId)).toBe(900_000_000);
    const renewed = await shown('limit_request', requestId, 'approver:1:0:E01', (text) => text.includes('自动撤回'));
    expect(json(renewed.blocks)).not.toContain('limit_approve');
    expect(json(renewed.blocks)).toContain('wrong data &lt;!here&gt;');
    await shown('limit_request', requestId, 'requester:2:R01', (text) => text.includes('自动撤回'));
    expect(await lookup(PEOPLE.owner, 'CUT-6')).not.toContain('额度待压降');
    const { rows } = await database.pool.query(
      `SELECT actor, after::json ->> 'decision' AS decision, after::json ->> 'state' AS state FROM audit_log
       WHERE subject_kind = 'limit_request' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [requestId],
    );
    expect(rows).toEqual([{ actor: 'system', decision: 'call_off', state: 'withdrawn' }]);
  });

  it('agreed to by the executives, it ends with its alert, and who was told of it is told', async () => {
    const { sandbox } = harness;
    const { customerId, alertId, requestId, asked } = await askedOfExecutives('CUT-7', '批准后误报有限公司');
    await sandbox.click(CFO, { channel: asked.channel, ts: asked.ts }, 'limit_approve');
    const deciding = await sandbox.waitFor(
      () => sandbox.openModals(CFO).find(({ callback_id }) => callback_id === 'submit_limit_decision'),
      WITHIN,
    );
    await sandbox.submit(CFO, deciding.id, { note: { value: '同意' } });
    await vi.waitFor(async () => expect(await inFacts(customerId)).toBe(500_000_000), { timeout: WITHIN });
    // Without a last day it still is a cut: the executives may end it, who asked for it may not.
    await shown('limit_request', requestId, 'approver:1:0:E01', (text) => text.includes('limit_end_grant'));
    expect(await lookup(PEOPLE.risk, 'CUT-7')).not.toContain('limit_end_grant');
    await closeAsFalse(alertId, 'wrong data');
    expect(await inFacts(customerId)).toBe(900_000_000);
    expect((await trail('CUT-7')).at(-1)).toEqual({
      ...{ action: 'limit_ended', actor: 'R02', before: '500000000', after: '900000000' },
    });
    await shown('limit_request', requestId, 'approver:1:0:E01', (text) => text.includes('wrong data'));
    await shown('alert', alertId, 'channel', (text) => text.includes('提前结束：wrong data'));
  });

  it('two officers at once: one limit holds, the other officer is told', async () => {
    const { sandbox, database } = harness;
    const { alertId } = await answered('CUT-3', '同时压降有限公司');
    const mine = await cutForm(PEOPLE.risk, 'R01', alertId);
    const hers = await cutForm(PEOPLE.secondRisk, 'R02', alertId);
    const results = await Promise.all([
      sandbox.submit(PEOPLE.risk, mine.id, { new_limit: { value: '80万' }, note: { value: '甲' } }),
      sandbox.submit(PEOPLE.secondRisk, hers.id, { new_limit: { value: '90万' }, note: { value: 'b' } }),
    ]);
    const said = json(results);
    expect(said).toMatch(/额度已降为|limit is cut to/);
    expect(said).toMatch(/没有保存|not stored/);
    const { rows } = await database.pool.query(
      'SELECT FROM customer_grants WHERE review_id IS NOT NULL AND customer_id = (SELECT id FROM customers WHERE code = $1)',
      ['CUT-3'],
    );
    expect(rows).toHaveLength(1);
  });

  it('submitted before the form could ask, it asks then and keeps what was typed', async () => {
    const { sandbox } = harness;
    const { alertId } = await answered('CUT-4', '抢先提交有限公司');
    const form = await reviewForm(PEOPLE.risk, 'R01', alertId, 'accept');
    const asked = await sandbox.submit(PEOPLE.risk, form.id, {
      action: { value: 'cut_limit' },
      note: { value: '先写好的理由' },
    });
    expect(json(asked.updated?.blocks)).toContain('new_limit');
    expect(json(asked.updated?.state)).toContain('先写好的理由');
    const saved = await sandbox.submit(PEOPLE.risk, asked.updated?.id ?? form.id, {
      new_limit: { value: '1,000,000' },
    });
    expect(json(saved.updated)).toContain('额度已降为');
  });

  it('with a last day it ends by itself, and the alert says so', async () => {
    const { sandbox, database } = harness;
    const { customerId, alertId } = await answered('CUT-5', '限期压降有限公司');
    const form = await cutForm(PEOPLE.risk, 'R01', alertId);
    await sandbox.submit(PEOPLE.risk, form.id, {
      new_limit: { value: '50万' },
      until: { value: '2099-01-01' },
      note: { value: '限期' },
    });
    expect(await lookup(PEOPLE.owner, 'CUT-5')).toContain('至 2099-01-01 止');
    await database.pool.query(
      `UPDATE customer_grants SET valid_from = '2020-01-01', last_day = '2020-01-02' WHERE customer_id = $1`,
      [customerId],
    );
    await shown('alert', alertId, 'channel', (text) => text.includes('已于 2020-01-03 结束'));
    expect((await trail('CUT-5')).at(-1)).toMatchObject({ action: 'limit_ended', actor: 'system' });
    expect(await inFacts(customerId)).toBe(200_000_000);
  });
});
