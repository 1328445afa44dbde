import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { addInvoices, date, refresh } from '@xinshao/db/testing/ledger-example.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, startTestBot } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, GENERAL, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WAIT = { timeout: 20_000, interval: 100 };
const REPORT = 'xinshao_monthly_report';

/** Monday, 2 November 2026, the first working day of the month, 09:29 in Shanghai. */
let clock = new Date('2026-11-02T01:29:00Z');
const bot = {
  now: () => clock,
  effect: { reportAt: '09:30', reportChannel: null, sweepEvery: 200 },
};

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness('socket', { bot });
});
afterAll(() => harness.close());
afterEach(() => {
  harness.sandbox.refuseNewBlocks(false);
});

const directWith = async (user: string) => {
  const { rows } = await harness.database.pool.query<{ channel: string }>(
    `SELECT channel FROM report_messages JOIN staff ON audience = 'staff:' || code WHERE slack_user_id = $1 LIMIT 1`,
    [user],
  );
  return rows[0]?.channel ?? '';
};
const reportsIn = (channel: string) =>
  harness.sandbox.messages(channel).filter(({ metadata }) => metadata?.event_type === REPORT);
const sent = async () => {
  const { rows } = await harness.database.pool.query<{ month: string; audience: string; state: string }>(
    'SELECT month, audience, state FROM report_messages ORDER BY month, audience',
  );
  return rows.map(({ month, audience, state }) => `${month} ${audience} ${state}`);
};

/** Twelve customers in arrears of ¥1,000 of which half came in; of each S01 had said in June that 80% would. */
const seedRecord = async () => {
  const ids: number[] = [];
  for (let place = 0; place < 12; place++) {
    const customerId = await seedCustomer(harness.database, { code: `REC-${place}`, name: `旧账${place}<!channel>` });
    ids.push(customerId);
    await addInvoices(harness.database, customerId, [
      { number: 'a', issuedOn: '2026-04-01', dueOn: '2026-05-01', amountFen: 100_000 },
    ]);
    await harness.database.prisma.payment.create({
      data: { customerId, invoiceNumber: 'a', paidOn: date('2026-08-01'), amountFen: 50_000n, ordinal: 1 },
    });
    const alertId = await seedAlert(harness.database, { customerId, openedAt: new Date('2026-06-15T02:00:00Z') });
    await harness.database.pool.query(
      `UPDATE alerts SET opened_on = '2026-06-15', state = 'closed', clock_steps = '[]' WHERE id = $1`,
      [alertId],
    );
    await harness.database.pool.query(
      `INSERT INTO feedback (alert_id, revision, submitted_by, submitted_at, answers)
       VALUES ($1, 1, 'S01', '2026-06-15T03:00:00Z', '{"recovery_percent": 80}')`,
      [alertId],
    );
    await harness.database.pool.query(
      `WITH made AS (
         INSERT INTO alert_predictions (alert_id, rule_id, prediction_id, made_on, within_days, days_past_due, at_least_fen,
           events, exposure_fen, overdue_fen, due_at, policy_hash)
         SELECT $1, 'overdue', 'serious_arrears', '2026-07-05', 90, 90, 60000, '{}', 120000000, 30000000, now(), policy_hash
         FROM alerts WHERE id = $1 RETURNING id)
       INSERT INTO effect_gradings SELECT id, 90, DATE '2026-07-05' + 90 FROM made`,
      [alertId],
    );
  }
  // The ledger as a whole has reached November.
  await addInvoices(harness.database, ids[0] ?? 0, [
    { number: 'new', issuedOn: '2026-11-01', dueOn: '2026-12-01', amountFen: 100 },
  ]);
  await refresh(harness.database, ids);
};

describe('the monthly report', () => {
  it('waits for half past nine on the first working day, then goes to risk and into the channel, once', async () => {
    const { sandbox, database } = harness;
    await seedRecord();
    const october = await seedAlert(database, {
      customerId: await seedCustomer(database, { code: 'OCT', name: '十月有限公司' }),
      openedAt: new Date('2026-10-31T02:00:00Z'),
    });
    expect(october).not.toBe('');
    await new Promise((wake) => setTimeout(wake, 1_000));
    expect(await sent()).toEqual([]);

    const second = await startTestBot('socket', database, sandbox, harness.logged, bot);
    // A day later than it was due: nobody was running at half past nine.
    clock = new Date('2026-11-03T06:00:00Z');
    const everything = ['2026-10 channel sent', '2026-10 staff:R01 sent', '2026-10 staff:R02 sent'];
    await vi.waitFor(async () => expect(await sent()).toEqual(everything), WAIT);
    await new Promise((wake) => setTimeout(wake, 1_500));
    await second.stop();
    const [mine, ...more] = reportsIn(await directWith(PEOPLE.risk));
    const hers = reportsIn(await directWith(PEOPLE.secondRisk));
    const channel = reportsIn(GENERAL);
    expect([more.length, hers.length, channel.length]).toEqual([0, 1, 1]);

    const text = json(mine?.blocks);
    expect(text).toContain('预警效果月报 2026-10');
    expect(text).toContain('新增预警单 1 张，开立时风险敞口 ¥120.00万');
    // Decided on 3 October. They passed 90 days on 30 July, two days before half of it came in.
    expect(text).toContain('应验 12，误报 0，准确率 100%；提前天数中位数 25');
    expect(text).toContain('张三');
    expect(text).toMatch(/张三\s+12\s+0\.090/);
    expect(text).toContain('data_visualization');
    expect(json(hers[0]?.blocks)).toContain('12 confirmed, 0 false, precision 100%');
    // In the channel nobody's record is read out.
    expect(json(channel[0]?.blocks)).toContain('各团队反馈');
    expect(json(channel[0]?.blocks)).not.toContain('张三');
    expect(channel[0]?.mentions).toEqual({ users: [], everyone: false });
  });

  it('goes without its charts where Slack refuses them, and is not sent twice when an answer is lost', async () => {
    const customerId = await seedCustomer(harness.database, { code: 'NOV', name: '十一月有限公司' });
    const november = await seedAlert(harness.database, { customerId, openedAt: new Date('2026-11-05T02:00:00Z') });
    await harness.database.pool.query(`UPDATE alerts SET opened_on = '2026-11-05' WHERE id = $1`, [november]);
    harness.sandbox.refuseNewBlocks(true);
    clock = new Date('2026-12-01T01:30:00Z');
    harness.sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
    await harness.database.pool.query(`UPDATE data_sources SET latest_on = '2026-12-01' WHERE source = 'ledger'`);
    await vi.waitFor(
      async () => expect((await sent()).filter((line) => line.startsWith('2026-11'))).toHaveLength(3),
      WAIT,
    );
    await vi.waitFor(async () => expect((await sent()).every((line) => line.endsWith(' sent'))).toBe(true), {
      timeout: 90_000,
      interval: 250,
    });
    for (const channel of [GENERAL, await directWith(PEOPLE.risk), await directWith(PEOPLE.secondRisk)]) {
      const reports = reportsIn(channel);
      expect(reports).toHaveLength(2);
      expect(json(reports[0]?.blocks)).toContain('data_visualization');
      expect(json(reports[1]?.blocks)).not.toContain('data_visualization');
      expect(json(reports[1]?.blocks)).toContain('```');
    }
  }, 120_000);

  it('/credit report gives the same to whoever may see it, for any month', async () => {
    const { sandbox } = harness;
    const ask = async (user: string, text: string) => {
      const before = sandbox.ephemeral(user).length;
      await sandbox.command(user, EAST, `/credit ${text}`);
      return json((await sandbox.waitFor(() => sandbox.ephemeral(user)[before], 10_000)).blocks);
    };
    expect(await ask(PEOPLE.secondRisk, 'report 2026-10')).toContain('12 confirmed, 0 false, precision 100%');
    expect(await ask(PEOPLE.risk, '月报 2026-05')).toContain('本月没有可报告的预警');
    expect(await ask(PEOPLE.risk, 'report 2026-1<!channel>')).toContain('&lt;!channel&gt;');
    expect(await ask(PEOPLE.risk, 'report 2027-01')).toContain('看不懂月份');
    expect(await ask(PEOPLE.owner, 'report 2026-10')).toContain('月报只供风控、财务和管理层查看');
    expect(await ask(PEOPLE.manager, 'report')).not.toContain('张三');
  });
});

describe('the review form', () => {
  const formFor = async (code: string, staff: string, percent: number) => {
    const { database, sandbox } = harness;
    const customerId = await seedCustomer(database, { code, name: `${code}有限公司` });
    const alertId = await seedAlert(database, { customerId, owner: staff, openedAt: clock });
    await queueAlert(database, harness.bot.queue, alertId);
    const by = await staffByCode(database, staff);
    if (by === null) throw new Error('no such member');
    const stored = await submitFeedback(database, harness.bot.queue, {
      alertId,
      basedOn: 0,
      by,
      surface: 'slack',
      answers: {
        contact_method: 'phone',
        contacted_at: '2026-11-30',
        contact_person: '王芳',
        cause: 'temporary_cash_gap',
        customer_says: '本月底收到下游货款后立即支付',
        no_promise_reason: '等下游回款',
        recovery: 'likely',
        recovery_percent: percent,
        proposed_action: 'watch',
      },
      now: clock,
      today: '2026-12-01',
    });
    expect(stored.outcome).toBe('stored');
    const message = await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM alert_messages WHERE alert_id = $1 AND audience = 'review:1:R01' AND state = 'posted'`,
        [alertId],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('not asked to review yet');
      return row;
    }, WAIT);
    await sandbox.click(PEOPLE.risk, message, 'review_accept');
    const view = await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.risk).find(({ callback_id }) => callback_id === 'submit_review'),
      10_000,
    );
    await sandbox.closeModal(PEOPLE.risk, view.id, true);
    return json(view.blocks);
  };

  it('shows what the record of whoever answered makes of their estimate, beside their own', async () => {
    const form = await formFor('W-1', 'S01', 80);
    expect(form).toContain('预计可收回');
    expect(form).toContain('张三 估计可收回 80%；按其以往 12 次估计的实际结果，约为 *64%*（Brier 0.09）');
  });

  it('says nothing about somebody who has no record', async () => {
    expect(await formFor('W-2', 'S02', 80)).not.toContain('以往');
  });
});
