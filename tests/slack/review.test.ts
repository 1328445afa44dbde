import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import { reviewAlert } from '@xinshao/db/alerts/review-alert.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { compiledPolicy } from '@xinshao/db/policies/compiled-policy.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANSWERS } from './support/answers.ts';
import { type Harness, type Mode, startHarness, WORKING_HOURS } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);

describe.each<Mode>(['socket', 'http'])('an answer under review (%s mode)', (mode) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(mode);
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  const messageFor = async (alertId: string, audience: string, holds = (_text: string) => true) => {
    for (let tries = 0; tries < 200; tries++) {
      const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2 AND state = 'posted'`,
        [alertId, audience],
      );
      const [row] = rows;
      const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
      if (message !== undefined && holds(json(message.blocks))) return message;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`no such message of ${alertId} for ${audience}: ${harness.logged.slice(-5).join('')}`);
  };

  const answer = async (alertId: string, basedOn: number, says: string = ANSWERS.customer_says) => {
    const by = await staffByCode(harness.database, 'S01');
    if (by === null) throw new Error('no such member');
    return submitFeedback(harness.database, harness.bot.queue, {
      alertId,
      basedOn,
      by,
      surface: 'slack',
      answers: { ...ANSWERS, customer_says: says },
      now: new Date(),
      today: '2026-10-31',
    });
  };

  const answered = async (code: string, name: string) => {
    const customerId = await seedCustomer(harness.database, { code: `${code}-${mode}`, name });
    const alertId = await seedAlert(harness.database, { customerId });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await messageFor(alertId, 'channel');
    await answer(alertId, 0);
    return { customerId, alertId };
  };

  const openForm = async (user: string, message: { channel: string; ts: string }, decision: string) => {
    await harness.sandbox.click(user, { channel: message.channel, ts: message.ts }, `review_${decision}`);
    return harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === 'submit_review'),
      20_000,
    );
  };

  const lookup = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    return json((await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before])).blocks);
  };

  const stateOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{ state: string; due_at: Date }>(
      'SELECT state, due_at FROM alerts WHERE id = $1::bigint',
      [alertId],
    );
    return rows[0];
  };

  it('reaches every risk officer in their language; "suspend" shows on the card at once and ends with the alert', async () => {
    const { sandbox, database } = harness;
    const { alertId } = await answered('C-R1', '暂停赊销<!channel>有限公司');
    const mine = await messageFor(alertId, 'review:1:R01');
    expect(json(mine.blocks)).toContain('审核通过');
    expect(json(mine.blocks)).toContain('本月底收到下游货款后立即支付');
    expect(json((await messageFor(alertId, 'review:1:R02')).blocks)).toContain('Return with a question');
    expect(json((await messageFor(alertId, 'channel')).blocks)).not.toContain('review_accept');

    const form = await openForm(PEOPLE.risk, mine, 'accept');
    const refused = await sandbox.submit(PEOPLE.risk, form.id, { action: { value: 'suspend' } });
    expect(refused.errors).toEqual({ note: '请写明理由' });
    const late = await sandbox.submit(PEOPLE.risk, form.id, {
      action: { value: 'suspend' },
      note: { value: '连续逾期' },
      until: { value: '2020-01-01' },
    });
    expect(late.errors).toEqual({ until: '不能早于今天' });
    const saved = await sandbox.submit(PEOPLE.risk, form.id, {
      action: { value: 'suspend' },
      note: { value: '连续逾期 <!channel>' },
      until: { value: null },
    });
    expect(json(saved.updated)).toContain('措施立即生效');

    const card = await lookup(PEOPLE.owner, `C-R1-${mode}`);
    expect(card).toContain('⛔ *已暂停赊销');
    expect(card).toContain('连续逾期 &lt;!channel&gt;');
    // A colleague may not see why, but must see that.
    const colleagues = await lookup(PEOPLE.colleague, `C-R1-${mode}`);
    expect(colleagues).toContain('⛔ *已暂停赊销');
    expect(colleagues).not.toContain('连续逾期');

    const shown = await messageFor(alertId, 'channel', (text) => text.includes('审核通过'));
    expect(json(shown.blocks)).toContain('暂停赊销');
    expect(json(shown.blocks)).toContain('赵风控');
    expect(shown.mentions).toEqual({ users: [], everyone: false });
    const decided = await messageFor(alertId, 'review:1:R02', (text) => text.includes('Accepted by'));
    expect(json(decided.blocks)).not.toContain('review_accept');

    const closing = await openForm(PEOPLE.secondRisk, decided, 'close');
    const noteless = await sandbox.submit(PEOPLE.secondRisk, closing.id, { verdict: { value: 'resolved' } });
    expect(noteless.errors).toHaveProperty('note');
    await sandbox.submit(PEOPLE.secondRisk, closing.id, { verdict: { value: 'resolved' }, note: { value: 'paid' } });
    expect(await lookup(PEOPLE.owner, `C-R1-${mode}`)).not.toContain('已暂停赊销');
    expect((await stateOf(alertId))?.state).toBe('closed');
    const reviews = await database.pool.query(
      'SELECT revision, decision, action, verdict, note, by FROM alert_reviews WHERE alert_id = $1::bigint ORDER BY id',
      [alertId],
    );
    expect(reviews.rows).toEqual([
      { revision: 1, decision: 'accept', action: 'suspend', verdict: null, note: '连续逾期 <!channel>', by: 'R01' },
      { revision: 1, decision: 'close', action: null, verdict: 'resolved', note: 'paid', by: 'R02' },
    ]);
    const ended = await messageFor(alertId, 'review:1:R01', (text) => text.includes('已解决'));
    expect(json(ended.blocks)).not.toMatch(/review_(accept|return|close)/);
    const { rows } = await database.pool.query(
      `SELECT kind, ended_at IS NOT NULL AS ended FROM customer_measures WHERE alert_id = $1::bigint`,
      [alertId],
    );
    expect(rows).toEqual([{ kind: 'suspend', ended: true }]);
  });

  it('returned with a question: the clock restarts by the policy, the owner is asked anew, and risk after that', async () => {
    const { sandbox, database } = harness;
    const { alertId } = await answered('C-R2', '退回提问有限公司');
    const before = new Date();
    const form = await openForm(PEOPLE.risk, await messageFor(alertId, 'review:1:R01'), 'return');
    const blank = await sandbox.submit(PEOPLE.risk, form.id, { note: { value: ' ' } });
    expect(blank, json(blank)).toHaveProperty('errors.note');
    await sandbox.submit(PEOPLE.risk, form.id, { note: { value: '为何没有承诺日期？' } });
    const after = new Date();
    const returned = await stateOf(alertId);
    expect(returned?.state).toBe('returned');
    const { rows: clocks } = await harness.database.pool.query('SELECT next_step FROM alerts WHERE id = $1::bigint', [
      alertId,
    ]);
    expect(clocks).toEqual([{ next_step: 'reminder_1' }]);
    const { rows: trail } = await harness.database.pool.query(
      `SELECT after::json ->> 'state' AS state, reason FROM audit_log WHERE action = 'alert_reviewed' AND subject_id = $1`,
      [alertId],
    );
    expect(trail).toEqual([{ state: 'returned', reason: expect.any(String) }]);
    const { rows } = await database.pool.query<{ hash: string }>('SELECT hash FROM policy_versions');
    const policy = await compiledPolicy(database, rows[0]?.hash ?? '');
    if (policy === null) throw new Error('no policy');
    const calendar = { timeZone: 'Asia/Shanghai', workingHours: WORKING_HOURS };
    const due = (from: Date) => dueAt('red', from, policy.policy, calendar).getTime();
    expect(returned?.due_at.getTime()).toBeGreaterThanOrEqual(due(before));
    expect(returned?.due_at.getTime()).toBeLessThanOrEqual(due(after));

    const question = await messageFor(alertId, 'question:1');
    expect(question.mentions.users).toEqual([PEOPLE.owner]);
    expect(json(question.blocks)).toContain('为何没有承诺日期？');
    await sandbox.click(PEOPLE.owner, { channel: question.channel, ts: question.ts }, 'open_feedback');
    const asked = await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.owner).find((view) => view.callback_id === 'submit_feedback'),
    );
    expect(json(asked.blocks)).toContain('赵风控 问：为何没有承诺日期？');
    expect(await answer(alertId, 2, '客户等下游周五付款，之后给日期')).toMatchObject({
      outcome: 'stored',
      revision: 2,
    });
    const again = await messageFor(alertId, 'review:2:R01');
    expect(json(again.blocks)).toContain('客户等下游周五付款');
    expect(json((await messageFor(alertId, 'review:1:R01', (text) => text.includes('退回'))).blocks)).not.toContain(
      'review_accept',
    );
    const answers = await database.pool.query('SELECT revision FROM feedback WHERE alert_id = $1::bigint ORDER BY 1', [
      alertId,
    ]);
    expect(answers.rows).toEqual([{ revision: 1 }, { revision: 2 }]);
  });

  it('two officers at once: one wins, the other is told what happened and by whom', async () => {
    const { sandbox, database } = harness;
    const { alertId } = await answered('C-R3', '同时审核有限公司');
    const mine = await openForm(PEOPLE.risk, await messageFor(alertId, 'review:1:R01'), 'return');
    const hers = await openForm(PEOPLE.secondRisk, await messageFor(alertId, 'review:1:R02'), 'close');
    const results = await Promise.all([
      sandbox.submit(PEOPLE.risk, mine.id, { note: { value: '请补充合同' } }),
      sandbox.submit(PEOPLE.secondRisk, hers.id, { verdict: { value: 'false_alarm' }, note: { value: 'wrong data' } }),
    ]);
    const said = results.map((result) => json(result.updated));
    const iWon = said[0]?.includes('问题已发给负责人') ?? false;
    if (iWon) expect(said[1]).toContain('Returned with a question by 赵风控');
    else {
      expect(said[1]).toContain('The alert is closed');
      expect(said[0]).toContain('Rita 已于');
      expect(said[0]).toContain('误报');
    }
    expect((await stateOf(alertId))?.state).toBe(iWon ? 'returned' : 'closed');
    const { rows } = await database.pool.query('SELECT by FROM alert_reviews WHERE alert_id = $1::bigint', [alertId]);
    expect(rows).toEqual([{ by: iWon ? 'R01' : 'R02' }]);
  });

  it('a repeated delivery stores one review; a click on an old message opens no form', async () => {
    const { sandbox, database } = harness;
    const { alertId } = await answered('C-R4', '重复审核有限公司');
    const message = await messageFor(alertId, 'review:1:R01');
    const form = await openForm(PEOPLE.risk, message, 'accept');
    await answer(alertId, 1, '更正：客户说下周二就付清全部');
    const stale = await sandbox.submit(PEOPLE.risk, form.id, { action: { value: 'none' } });
    expect(json(stale.updated)).toContain('张三 已于');
    await sandbox.closeModal(PEOPLE.risk, stale.updated?.id ?? form.id);
    const corrected = await messageFor(alertId, 'review:1:R01', (text) => text.includes('下周二'));
    const renewed = await openForm(PEOPLE.risk, corrected, 'accept');
    await sandbox.submit(PEOPLE.risk, renewed.id, { action: { value: 'collect_phone' } });
    await sandbox.redeliver(1);
    await sandbox.redeliver(1);
    const { rows } = await database.pool.query(
      'SELECT revision, action FROM alert_reviews WHERE alert_id = $1::bigint',
      [alertId],
    );
    expect(rows).toEqual([{ revision: 2, action: 'collect_phone' }]);
  });

  it('an answer begun before risk asked something is shown the question, keeps what was typed, and counts after that', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-R5-${mode}`, name: '填写途中有限公司' });
    const alertId = await seedAlert(database, { customerId });
    await queueAlert(database, harness.bot.queue, alertId);
    const { channel, ts } = await messageFor(alertId, 'channel');
    await sandbox.click(PEOPLE.manager, { channel, ts }, 'open_feedback');
    const old = await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.manager).find((view) => view.callback_id === 'submit_feedback'),
    );
    await answer(alertId, 0);
    const form = await openForm(PEOPLE.risk, await messageFor(alertId, 'review:1:R01'), 'return');
    await sandbox.submit(PEOPLE.risk, form.id, { note: { value: '谁签收的？' } });
    const typed = {
      contact_method: { value: 'phone' },
      contact_person: { value: '王芳，财务经理' },
      cause: { value: 'temporary_cash_gap' },
      customer_says: { value: '经理从客户处听到的另一种说法' },
      no_promise_reason: { value: '客户要等下游回款，暂时给不出日期' },
      recovery: { value: 'likely' },
      recovery_percent: { value: '90' },
      proposed_action: { value: 'watch' },
    };
    const renewed = await sandbox.submit(PEOPLE.manager, old.id, typed);
    expect(json(renewed.updated?.blocks)).toContain('赵风控 退回了之前的反馈并提问：谁签收的？');
    expect(json(renewed.updated?.state)).toContain('经理从客户处听到的另一种说法');
    const saved = await sandbox.submit(PEOPLE.manager, renewed.updated?.id ?? old.id, typed);
    expect(json(saved.updated)).toContain('反馈已提交');
    const { rows } = await database.pool.query(
      'SELECT revision, submitted_by FROM feedback WHERE alert_id = $1::bigint ORDER BY revision',
      [alertId],
    );
    expect(rows).toEqual([
      { revision: 1, submitted_by: 'S01' },
      { revision: 2, submitted_by: 'M01' },
    ]);
  });

  it('sales may not review, whoever shows them the button', async () => {
    const { alertId } = await answered('C-R6', '无权审核有限公司');
    const { rows } = await harness.database.pool.query<{ code: string }>('SELECT code FROM staff WHERE role <> $1', [
      'risk',
    ]);
    for (const { code } of rows) {
      const by = await staffByCode(harness.database, code);
      if (by === null) throw new Error('no such member');
      const result = await reviewAlert(harness.database, harness.bot.queue, {
        alertId,
        basedOn: 1,
        by,
        content: { decision: 'close', verdict: 'resolved', note: '我说了算' },
        now: new Date(),
        surface: 'slack',
        dueAgain: () => new Date(),
        clockAgain: () => [],
        collection: {
          policy: DEFAULT_COLLECTION,
          calendar: { timeZone: 'Asia/Shanghai', workingHours: WORKING_HOURS },
        },
      });
      expect(result).toMatchObject({ outcome: 'refused', code: 'not_allowed' });
    }
    expect((await stateOf(alertId))?.state).toBe('answered');
  });
});
