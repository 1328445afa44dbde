import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type Mode, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

describe.each<Mode>(['socket', 'http'])('/credit (%s mode)', (mode) => {
  let harness: Harness;
  let customerId: number;

  beforeAll(async () => {
    harness = await startHarness(mode);
    const { database } = harness;
    customerId = await seedCustomer(database, {
      code: 'C00001',
      name: '华东精密机械有限公司',
      uscc: '911310006096709523',
    });
    await seedCustomer(database, { code: 'C00002', name: '华东贸易有限公司', owner: 'S02' });
    await seedCustomer(database, { code: 'C00003', name: '<!channel>&*_有限公司' });
    await seedAlert(database, { customerId });
    for (const code of ['D1', 'D2']) await seedCustomer(database, { code, name: '同名重复有限公司' });
    await database.pool.query(
      `INSERT INTO customers (code, name, name_key, near_key, former_names, former_name_keys)
       VALUES ('N1', '从未评级有限公司', '从未评级有限公司', '从未评级', '{}', '{}')`,
    );
  });
  afterAll(() => harness.close());

  /** Asks and returns the answer, which only the asker sees. */
  const ask = async (user: string, text: string) => {
    const { sandbox } = harness;
    const before = sandbox.ephemeral(user).length;
    const result = await sandbox.command(user, EAST, `/credit ${text}`);
    expect(result.ok).toBe(true);
    const answer = await sandbox.waitFor(() => sandbox.ephemeral(user)[before]);
    return { answer, said: JSON.stringify(answer.blocks) };
  };

  it.each(['C00001', '911310006096709523', '华东精密机械有限公司'])('finds a customer by %s', async (text) => {
    const { said } = await ask(PEOPLE.owner, text);
    for (const part of [
      '华东精密机械有限公司',
      '等级',
      '评分',
      '¥200.00万',
      '¥120.00万',
      '¥80.00万',
      '60.0%',
      '¥30.00万',
    ]) {
      expect(said).toContain(part);
    }
    for (const part of ['账龄', '逾期 61–90 天', '主要原因', '应收账款 2026-10-30', '未结预警单', 'open_feedback']) {
      expect(said).toContain(part);
    }
  });

  it('shows the terms in force, the granted or the agreed ones, and the recommended ones beside them', async () => {
    // The customer file says 30 days; without an agreement the policy recommends payment before shipment.
    expect((await ask(PEOPLE.owner, 'C00001')).said).toContain('*账期*\\n30 天（建议 款到发货）');
    expect((await ask(PEOPLE.english, 'C00001')).said).toContain(
      '*Terms*\\n30 days (recommended: Paid before shipment)',
    );
    await harness.database.pool.query(`UPDATE customers SET term_days = 0 WHERE code = 'C00001'`);
    expect((await ask(PEOPLE.owner, 'C00001')).said).toContain('*账期*\\n款到发货"');
    await harness.database.pool.query(`UPDATE customers SET term_days = 30 WHERE code = 'C00001'`);
  });

  it('speaks the language of the reader', async () => {
    const { said } = await ask(PEOPLE.english, 'C00001');
    expect(said).toContain('Credit limit');
    expect(said).not.toMatch(/授信额度|等级/);
  });

  it('shows grade, limit and terms only to sales who do not own the customer, and says so', async () => {
    const { said } = await ask(PEOPLE.colleague, 'C00001');
    expect(said).toContain('等级');
    expect(said).toContain('¥200.00万');
    expect(said).toContain('仅客户负责人');
    for (const hidden of ['¥120.00万', '¥30.00万', '█', '主要原因', 'open_feedback', '使用率']) {
      expect(said).not.toContain(hidden);
    }
  });

  it("shows a manager their team's customers and risk everybody's", async () => {
    expect((await ask(PEOPLE.manager, 'C00002')).said).toContain('账龄');
    expect((await ask(PEOPLE.risk, 'C00002')).said).toContain('账龄');
  });

  it('offers a choice without grades when several fit; a button shows the card', async () => {
    const { answer, said } = await ask(PEOPLE.risk, '同名重复有限公司');
    expect(said).toContain('D1');
    expect(said).toContain('D2');
    expect(said).not.toContain('等级');
    expect(answer.blocks.filter((block) => 'accessory' in block)).toHaveLength(2);
  });

  it('suggests near names without a grade when nobody fits', async () => {
    const { said } = await ask(PEOPLE.risk, '华东');
    expect(said).toContain('没有找到');
    expect(said).toContain('华东精密机械有限公司');
    expect(said).not.toMatch(/等级|¥/);
  });

  it('names the parent of a branch and gives no grade', async () => {
    const { said } = await ask(PEOPLE.risk, '华东精密机械有限公司苏州分公司');
    expect(said).toContain('分支机构');
    expect(said).toContain('华东精密机械有限公司');
    expect(said).not.toMatch(/评分|¥/);
  });

  it('says when a customer was never assessed', async () => {
    expect((await ask(PEOPLE.risk, '从未评级有限公司')).said).toContain('尚未评级');
  });

  it.each(['', 'help'])('explains itself for "/credit %s"', async (text) => {
    expect((await ask(PEOPLE.owner, text)).said).toContain('按客户编号查询');
  });

  it('refuses a stranger kindly, naming the risk officer to ask', async () => {
    const { said } = await ask(PEOPLE.stranger, 'C00001');
    expect(said).toContain('人员名单');
    expect(said).toContain(`<@${PEOPLE.risk}>`);
    expect(said).not.toContain('华东');
  });

  it('knows a member by e-mail address alone', async () => {
    expect((await ask(PEOPLE.byEmail, 'C00001')).said).toContain('等级');
  });

  it('shows hostile names and questions as text', async () => {
    expect((await ask(PEOPLE.owner, 'C00003')).answer.text).toContain('&lt;!channel&gt;');
    const { answer } = await ask(PEOPLE.owner, '<!channel> & <@U0RISK01>');
    expect(answer.text).toContain('&lt;!channel&gt;');
  });

  it('says that the database is away instead of nothing', async () => {
    const { database, sandbox } = harness;
    const query = database.pool.query;
    const before = sandbox.ephemeral(PEOPLE.owner).length;
    database.pool.query = () => {
      throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
    };
    await sandbox.command(PEOPLE.owner, EAST, '/credit C00001');
    const answer = await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.owner)[before]);
    database.pool.query = query;
    expect(answer.text).toContain('数据库');
  });

  it('the Home tab lists my alerts with time left and my customers at risk, and helps when empty', async () => {
    const { sandbox } = harness;
    await sandbox.openHome(PEOPLE.owner);
    const home = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.owner));
    const said = JSON.stringify(home.blocks);
    for (const part of [
      '待我反馈的预警单',
      '华东精密机械有限公司',
      '还有 1 小时',
      'open_feedback',
      '我的风险客户',
      '¥30.00万',
    ]) {
      expect(said).toContain(part);
    }
    await sandbox.click(PEOPLE.owner, { home: true }, 'open_feedback');
    await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.owner).find((view) => view.callback_id === 'submit_feedback'),
    );
    await sandbox.openHome(PEOPLE.english);
    const empty = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.english));
    expect(JSON.stringify(empty.blocks)).toContain('Nothing is waiting for your feedback');
    await sandbox.openHome(PEOPLE.stranger);
    const refused = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.stranger));
    expect(JSON.stringify(refused.blocks)).toContain('人员名单');
  });

  it('health and metrics tell an operator how it is, without customers', async () => {
    const health = await fetch(`${harness.bot.url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ ok: true, database: 'up', queue: 'up', slack: 'up' });
    const metrics = await (await fetch(`${harness.bot.url}/metrics`)).text();
    expect(metrics).toMatch(/xinshao_alerts_open\{state="open",severity="red"\} 1/);
    expect(metrics).toMatch(/xinshao_lookup_seconds_count\{outcome="card"\} \d+/);
    expect(metrics).not.toContain('华东');
    expect(harness.logged.join('')).not.toContain('华东');
  });

  it('an unknown path and an unsigned request are refused without a stack trace', async () => {
    const missing = await fetch(`${harness.bot.url}/nothing`);
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'not_found' }]);
    if (mode === 'http') {
      const unsigned = await fetch(`${harness.bot.url}/slack/events`, { method: 'POST', body: 'command=%2Fcredit' });
      expect(unsigned.status).toBe(401);
      expect(await unsigned.text()).not.toContain('at ');
    }
  });
});
