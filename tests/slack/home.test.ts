import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWERS } from './support/answers.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WAIT = { timeout: 20_000, interval: 100 };
const HOUR = 3_600_000;
/** In this file the stranger is on the staff list after all. */
const EXECUTIVE = PEOPLE.stranger;

/** What a test leaves behind, what hangs on other rows first. */
const EMPTIED = [
  'warnings',
  'promises',
  'feedback',
  'alert_reviews',
  'customer_measures',
  'alert_messages',
  'alert_steps',
  'credit_holds',
  'alerts',
  'customer_state',
  'customers',
  'assessments',
  'portfolio_days',
  'home_views',
];

describe('Home and lists', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('http');
    await harness.database.pool.query(
      `INSERT INTO staff (code, name, role, slack_user_id) VALUES ('E01', '钱总', 'executive', $1)`,
      [EXECUTIVE],
    );
    await harness.database.pool.query(`INSERT INTO data_sources (source, latest_on) VALUES ('ledger', '2026-10-30')`);
  });
  afterAll(() => harness.close());
  beforeEach(async () => {
    // One after the other: a TRUNCATE of them all would wait for the bot's sweeps, and they for it.
    for (const table of EMPTIED) await harness.database.pool.query(`DELETE FROM ${table}`);
  });
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  const home = async (user: string, holds: (said: string) => boolean = () => true) =>
    vi.waitFor(() => {
      const said = json(harness.sandbox.homeOf(user)?.blocks);
      expect(said, 'Home').toSatisfy(holds);
      return said;
    }, WAIT);

  /** A job may publish the same tab a moment before: what counts is what it shows in the end. */
  const openHome = async (user: string, holds?: (said: string) => boolean) => {
    const before = harness.sandbox.requests('views.publish').length;
    await harness.sandbox.openHome(user);
    await vi.waitFor(() => expect(harness.sandbox.requests('views.publish').length).toBeGreaterThan(before), WAIT);
    return home(user, holds);
  };

  const clickHome = async (user: string, action: string, holds: (said: string) => boolean) => {
    // On a busy machine the acknowledgement may come late: what counts is what the tab shows.
    const clicked = await harness.sandbox.click(user, { home: true }, action);
    if (!clicked.ok) expect(json(clicked)).toMatch(/time|acknowledge/i);
    return home(user, holds);
  };

  const ask = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    const answer = await vi.waitFor(() => {
      const one = harness.sandbox.ephemeral(user)[before];
      if (one === undefined) throw new Error(`no answer: ${harness.logged.slice(-3).join('')}`);
      return one;
    }, WAIT);
    return { answer, said: json(answer.blocks) };
  };

  const alertOf = async (
    name: string,
    options: { owner?: string; hoursAgo?: number; severity?: 'red' | 'yellow' } = {},
  ) => {
    const { owner = 'S01', hoursAgo = 0, severity = 'red' } = options;
    const customerId = await seedCustomer(harness.database, { code: `K-${name}`, name, owner });
    const openedAt = new Date(Date.now() - hoursAgo * HOUR);
    return seedAlert(harness.database, { customerId, owner, severity, openedAt });
  };

  const answer = async (alertId: string, code = 'S01') => {
    const by = await staffByCode(harness.database, code);
    if (by === null) throw new Error('no such member');
    const now = new Date();
    return submitFeedback(harness.database, harness.bot.queue, {
      alertId,
      basedOn: 0,
      by,
      surface: 'slack',
      answers: ANSWERS,
      now,
      today: '2026-10-31',
    });
  };

  it('sales: what is past due is counted and can be singled out; pages turn; a repeated click leads to the same page', async () => {
    await alertOf('已经超时有限公司', { hoursAgo: 30 });
    for (let number = 1; number <= 9; number++) await alertOf(`尚未到期${number}号有限公司`);
    const first = await openHome(PEOPLE.owner);
    expect(first).toContain('（10 张，其中 1 张已超时）');
    expect(first.indexOf('已经超时有限公司')).toBeLessThan(first.indexOf('尚未到期1号'));
    expect(first).not.toContain('尚未到期9号有限公司*');
    expect(first).not.toContain('团队');
    expect(first).not.toContain('客户组合');
    const isSecond = (said: string) => said.includes('尚未到期9号有限公司*') && !said.includes('已经超时有限公司*');
    await clickHome(PEOPLE.owner, 'home_list:next', isSecond);
    const before = harness.sandbox.requests('views.publish').length;
    await harness.sandbox.redeliver(1);
    await vi.waitFor(() => expect(harness.sandbox.requests('views.publish').length).toBe(before + 1), WAIT);
    expect(await home(PEOPLE.owner)).toSatisfy(isSecond);
    const isOverdue = (said: string) => said.includes('已经超时有限公司*') && !said.includes('尚未到期1号有限公司*');
    await clickHome(PEOPLE.owner, 'home_list:filter:overdue', isOverdue);
    const alertId = await alertOf('刚刚超时有限公司', { hoursAgo: 3 });
    expect(Number(alertId)).toBeGreaterThan(0);
    const fresh = (said: string) => isOverdue(said) && said.includes('刚刚超时有限公司*');
    await clickHome(PEOPLE.owner, 'home_refresh', fresh);
  });

  it('sales: a stopped customer says so in words, also when nothing else is the matter with it', async () => {
    const { pool } = harness.database;
    const stopped = await seedCustomer(harness.database, { code: 'K-STOP', name: '暂停客户有限公司' });
    const over = await seedCustomer(harness.database, { code: 'K-OVER', name: '到期客户有限公司' });
    await pool.query('UPDATE customer_state SET overdue_fen = 0, exposure_fen = 0');
    await pool.query(
      `INSERT INTO customer_measures (customer_id, kind, reason, until)
       VALUES ($1, 'suspend', '逾期', NULL), ($2, 'suspend', '逾期', '2020-01-01')`,
      [stopped, over],
    );
    const said = await openHome(PEOPLE.owner, (text) => text.includes('暂停客户有限公司'));
    expect(said).toContain('⛔ *已暂停赊销*');
    expect(said).not.toContain('到期客户有限公司');
  });

  it('follows what others do: an answer leaves the Home of sales and arrives at risk, once for many changes', async () => {
    const ids = [await alertOf('甲有限公司'), await alertOf('乙有限公司'), await alertOf('丙有限公司')];
    await openHome(PEOPLE.owner, (said) => said.includes('甲有限公司*'));
    await openHome(PEOPLE.manager, (said) => said.includes('待反馈 3'));
    await openHome(PEOPLE.secondRisk, (said) => said.includes('Nothing is waiting for a review'));
    const before = harness.sandbox.requests('views.publish').length;
    for (const id of ids) expect(await answer(id)).toMatchObject({ outcome: 'stored' });
    await home(PEOPLE.owner, (said) => !said.includes('甲有限公司*') && said.includes('没有等待反馈'));
    await home(PEOPLE.manager, (said) => said.includes('待审核 3'));
    const risk = await home(PEOPLE.secondRisk, (said) =>
      ['甲', '乙', '丙'].every((one) => said.includes(`${one}有限公司*`)),
    );
    expect(risk).toContain('review_accept');
    expect(risk).toContain('90%');
    const published = harness.sandbox.requests('views.publish').slice(before);
    // Three people, three answers each: nine at most without gathering. One each, and one more where a job came between.
    expect(published.length).toBeLessThanOrEqual(6);
    expect(published.map(({ args }) => args.user_id)).not.toContain(PEOPLE.risk);
    const { rows } = await harness.database.pool.query('SELECT FROM home_views WHERE wanted_at IS NOT NULL');
    expect(rows).toEqual([]);
  });

  it('risk reviews from Home, and the page that was chosen stays chosen', async () => {
    const alertId = await alertOf('主页审核有限公司');
    await harness.database.pool.query(`UPDATE customers SET region = '华东', industry = '机械'`);
    await answer(alertId);
    await openHome(PEOPLE.risk, (said) => said.includes('主页审核有限公司*'));
    await clickHome(PEOPLE.risk, 'home_list:filter:industry', (said) => said.includes('机械'));
    await harness.sandbox.click(PEOPLE.risk, { home: true }, 'review_accept');
    const form = await vi.waitFor(() => {
      const view = harness.sandbox.openModals(PEOPLE.risk).find((one) => one.callback_id === 'submit_review');
      if (view === undefined) throw new Error('no form');
      return view;
    }, WAIT);
    await harness.sandbox.submit(PEOPLE.risk, form.id, { action: { value: 'none' } });
    const after = await home(PEOPLE.risk, (said) => said.includes('没有等待审核的反馈'));
    expect(after).toContain('机械');
    await clickHome(PEOPLE.risk, 'home_list:filter:region', (said) => !said.includes('机械'));
  });

  it('a manager sees who of the team owes what; a member of another team is not among them', async () => {
    await harness.database.pool.query(
      `INSERT INTO staff (code, name, role, team_code) VALUES ('S77', '外队', 'sales', 'WEST') ON CONFLICT DO NOTHING`,
    );
    await alertOf('李四超时有限公司', { owner: 'S02', hoursAgo: 5 });
    await alertOf('外队客户有限公司', { owner: 'S77' });
    const inTime = await alertOf('按时回答有限公司');
    await answer(inTime);
    const said = await openHome(PEOPLE.manager);
    expect(said).toContain('*李四*　待反馈 1（超时 1）');
    expect(said).toContain('及时反馈率 0%（0/1）');
    expect(said).toContain('*张三*　待反馈 0（超时 0）· 待审核 1');
    expect(said).toContain('及时反馈率 100%（1/1）');
    expect(said).toContain('李四超时有限公司*');
    expect(said).not.toContain('外队');
    expect((await ask(PEOPLE.manager, 'team')).said).toContain('*李四*');
    expect((await ask(PEOPLE.manager, 'alerts')).said).not.toContain('外队客户');
    expect((await ask(PEOPLE.owner, '团队')).said).toContain('只有销售经理');
    const choose = await ask(EXECUTIVE, '团队 不存在');
    expect(choose.said).toContain('没有叫“不存在”的团队');
    await harness.sandbox.click(EXECUTIVE, { channel: EAST, ts: choose.answer.ts }, 'show_team:EAST');
    await vi.waitFor(
      () => expect(json(harness.sandbox.ephemeral(EXECUTIVE).at(-1)?.blocks)).toContain('华东团队'),
      WAIT,
    );
  });

  it('lists alerts by words, team and customer, only those the person may see', async () => {
    await alertOf('红色有限公司', { hoursAgo: 5 });
    await alertOf('黄色有限公司', { severity: 'yellow' });
    await alertOf('同事的客户有限公司', { owner: 'S02' });
    const all = await ask(PEOPLE.owner, '预警');
    expect(all.said).toContain('全部：2 张');
    const { rows: looks } = await harness.database.pool.query<{ code: string }>(
      `SELECT DISTINCT subject_id AS code FROM audit_log WHERE action = 'customer_viewed' AND actor = 'S01'
         AND subject_id IN ('K-红色有限公司', 'K-黄色有限公司', 'K-同事的客户有限公司') ORDER BY 1`,
    );
    expect(looks.map(({ code }) => code).toSorted()).toEqual(['K-红色有限公司', 'K-黄色有限公司']);
    expect(all.said.indexOf('红色有限公司*')).toBeLessThan(all.said.indexOf('黄色有限公司*'));
    expect((await ask(PEOPLE.owner, 'alerts overdue')).said).not.toContain('黄色有限公司*');
    expect((await ask(PEOPLE.owner, 'alerts 黄色')).said).not.toContain('红色有限公司*');
    expect((await ask(PEOPLE.risk, 'alerts 华')).said).toContain('华东：3 张');
    expect((await ask(PEOPLE.risk, 'alerts EAST')).said).toContain('华东：3 张');
    expect((await ask(PEOPLE.secondRisk, 'alerts K-红色有限公司')).said).toContain('红色有限公司: 1');
    expect((await ask(PEOPLE.owner, 'alerts 同事的客户有限公司')).said).toContain('没有符合条件的预警单');
    expect((await ask(PEOPLE.owner, 'alerts <!channel>')).said).toContain('&lt;!channel&gt;');
    await harness.sandbox.click(PEOPLE.owner, { channel: EAST, ts: all.answer.ts }, 'alerts_list:filter:overdue');
    await vi.waitFor(() => {
      const shown = json(harness.sandbox.ephemeral(PEOPLE.owner).at(-1)?.blocks);
      expect(shown).toContain('已超时：1 张');
      expect(shown).not.toContain('黄色有限公司*');
    }, WAIT);
    expect((await ask(PEOPLE.owner, '我的')).said).toContain('我的风险客户');
    expect((await ask(EXECUTIVE, 'mine')).said).toContain('/credit 组合');
  });

  it("opens the form by the alert's number, and from a reply in its thread", async () => {
    const { sandbox } = harness;
    const alertId = await alertOf('编号反馈有限公司');
    const form = () =>
      vi.waitFor(() => {
        const view = sandbox.openModals(PEOPLE.owner).find(({ callback_id }) => callback_id === 'submit_feedback');
        if (view === undefined) throw new Error('no form');
        return view;
      }, WAIT);
    await sandbox.command(PEOPLE.owner, EAST, `/credit 反馈 #${alertId}`);
    expect(json((await form()).blocks)).toContain('编号反馈有限公司');
    await sandbox.closeModal(PEOPLE.owner, (await form()).id, true);
    expect((await ask(PEOPLE.owner, 'feedback')).said).toContain('/credit 反馈 12');
    await queueAlert(harness.database, harness.bot.queue, alertId);
    const posted = await vi.waitFor(() => {
      const one = sandbox.messages(EAST).find((message) => json(message.blocks).includes('编号反馈有限公司'));
      if (one === undefined) throw new Error('not posted');
      return one;
    }, WAIT);
    const reply = await sandbox.postAs(PEOPLE.colleague, EAST, '客户刚来过电话', posted.ts);
    await sandbox.messageShortcut(PEOPLE.owner, EAST, reply.ts, 'feedback');
    expect(json((await form()).blocks)).toContain('编号反馈有限公司');
  });

  it('the portfolio: charts for those who may see it, text where charts are refused, a friendly no for sales', async () => {
    const { sandbox, database } = harness;
    await alertOf('大客户有限公司');
    await database.pool.query(`UPDATE customers SET region = '华东', industry = '机械'`);
    await database.pool.query(`UPDATE customer_state SET aging_fen = '{90000000,10000000,10000000,10000000,0,0,0}'`);
    await database.pool.query(
      `INSERT INTO portfolio_days VALUES ('2026-09-30', 'A', 1, 100000000, 100000000, 40000000)`,
    );
    const refused = await ask(PEOPLE.owner, '组合');
    expect(refused.said).toContain('只有风控、财务和高管可以看');
    expect(refused.said).toContain(`<@${PEOPLE.risk}>`);
    expect(refused.said).not.toContain('¥');
    const charts = await ask(EXECUTIVE, '组合');
    expect(charts.said.match(/data_visualization/g)).toHaveLength(2);
    for (const part of ['¥120.00万', '逾期率 25.0%', '较 2026-09-30', '▲ +20.0%', '▼ −25.0%', '账龄']) {
      expect(charts.said).toContain(part);
    }
    await sandbox.click(EXECUTIVE, { channel: EAST, ts: charts.answer.ts }, 'portfolio_view:industry');
    await vi.waitFor(() => expect(json(sandbox.ephemeral(EXECUTIVE).at(-1)?.blocks)).toContain('机械'), WAIT);
    sandbox.refuseNewBlocks(true);
    const text = await ask(EXECUTIVE, 'portfolio');
    expect(text.said).not.toContain('data_visualization');
    expect(text.said).toContain('¥90.00万');
    await openHome(EXECUTIVE, (said) => said.includes('敞口按等级'));
    await sandbox.click(EXECUTIVE, { home: true }, 'portfolio_charts');
    const direct = () =>
      sandbox.requests('chat.postMessage').filter(({ ok, args }) => ok && json(args).includes('敞口按等级'));
    await vi.waitFor(() => expect(direct()).toHaveLength(1), WAIT);
    sandbox.refuseNewBlocks(false);
    const { rows } = await database.pool.query(`SELECT actor FROM audit_log WHERE action = 'portfolio_viewed'`);
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['E01']));
  });
});
