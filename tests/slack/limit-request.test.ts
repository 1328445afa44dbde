import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE, workspace } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = 20_000;
/** Further people that these tests need. */
const CFO = 'U0CFO0001';
const FINANCE = 'U0FINANC1';
const OTHER_MANAGER = 'U0MANAG02';

/** ¥2.5m is risk's to decide, ¥400,000 the manager's. */
const RISKS = { limit: { value: '250万' }, terms: { value: '60' }, reason: { value: '旺季备货' } };
const MANAGERS = { limit: { value: '40万' }, terms: { value: '30天' }, reason: { value: '降额度' } };

describe('a limit asked for in Slack', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    const more = [CFO, FINANCE, OTHER_MANAGER].map((id) => {
      const name = id.toLowerCase();
      return { id, name, realName: name, email: `${name}@example.com`, locale: 'zh-CN' as const };
    });
    harness = await startHarness('socket', {
      sandbox: { workspace: { ...workspace, users: [...workspace.users, ...more] } },
      bot: { sweepStepsEvery: 300 },
    });
    await harness.database.pool.query(
      `INSERT INTO staff (code, name, role, slack_user_id, team_code) VALUES ('E01', '陈总', 'executive', $1, NULL),
         ('F01', '周财务', 'finance', $2, NULL), ('M02', '孙经理', 'sales_manager', $3, 'WEST')`,
      [CFO, FINANCE, OTHER_MANAGER],
    );
    // Everything has been loaded once before a form has three seconds to open.
    await seedCustomer(harness.database, { code: 'L-0', name: '先行有限公司' });
    for (const user of [PEOPLE.owner, PEOPLE.manager, PEOPLE.risk]) await say(user, '/credit L-0');
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of [...Object.values(PEOPLE), CFO, FINANCE, OTHER_MANAGER]) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  const modal = (user: string, callback: string) =>
    harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === callback),
      WITHIN,
    );
  const say = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, text);
    return json((await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before], WITHIN)).blocks);
  };
  const formFor = async (user: string, text: string) => {
    await harness.sandbox.command(user, EAST, `/credit limit ${text}`);
    return modal(user, 'submit_limit_request');
  };
  const ask = async (user: string, code: string, values: Parameters<Harness['sandbox']['submit']>[2]) => {
    const form = await formFor(user, code);
    const sent = await harness.sandbox.submit(user, form.id, values);
    const [id] = /(?<=#)\d+/.exec(json(sent.updated)) ?? [];
    if (id === undefined) throw new Error(`not sent: ${json(sent)}`);
    await harness.sandbox.closeModal(user, form.id, true);
    return { id, said: json(sent.updated) };
  };
  const messageFor = (id: string, audience: string, holds = (_text: string) => true) =>
    vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM limit_request_messages WHERE request_id = $1::bigint AND audience = $2 AND state = 'posted'`,
          [id, audience],
        );
        const [row] = rows;
        const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
        if (message === undefined || !holds(json(message.blocks))) {
          throw new Error(`no such message of ${id} for ${audience}: ${json(message?.blocks)}`);
        }
        return message;
      },
      { timeout: WITHIN, interval: 100 },
    );
  const decide = async (user: string, message: { channel: string; ts: string }, decision: string, note?: string) => {
    await harness.sandbox.click(user, { channel: message.channel, ts: message.ts }, `limit_${decision}`);
    const form = await modal(user, 'submit_limit_decision');
    const sent = await harness.sandbox.submit(user, form.id, note === undefined ? {} : { note: { value: note } });
    await harness.sandbox.closeModal(user, form.id, true);
    return json(sent);
  };
  const stateOf = async (id: string) => {
    const { rows } = await harness.database.pool.query<{ state: string; level: number; round: number }>(
      'SELECT state, level, round FROM limit_requests WHERE id = $1::bigint',
      [id],
    );
    return rows[0];
  };
  const seed = (code: string) => seedCustomer(harness.database, { code, name: `${code}<!channel>有限公司` });

  it('goes from the manager to risk, is told at every step, and holds at once on the card and for the next run', async () => {
    const { sandbox, database } = harness;
    const customerId = await seed('L-1');
    const form = await formFor(PEOPLE.owner, 'L-1 250万 60天');
    const shown = json(form.blocks);
    expect(shown).toContain('L-1&lt;!channel&gt;有限公司');
    expect(shown).toContain('销售经理 → 风控');
    expect(shown).toContain('决定作用');
    const fields = await sandbox.submit(PEOPLE.owner, form.id, {
      limit: { value: '很多' },
      terms: { value: '9999' },
      until: { value: '2020-01-01' },
      reason: { value: '旺季备货' },
    });
    expect(Object.keys(fields.errors ?? {})).toEqual(['limit', 'terms', 'until']);
    const values = { ...RISKS, reason: { value: '旺季 <!here> 备货' }, until: { value: null } };
    const sent = await sandbox.submit(PEOPLE.owner, form.id, values);
    expect(json(sent.updated)).toContain('正在等待：王经理');
    const [id = ''] = /(?<=#)\d+/.exec(json(sent.updated)) ?? [];

    const managers = await messageFor(id, 'approver:1:0:M01');
    const said = json(managers.blocks);
    for (const text of [
      '张三',
      '¥200.00万 → *¥250.00万*',
      '30 天 → *60 天*',
      '旺季 &lt;!here&gt; 备货',
      '敞口最多增加',
    ]) {
      expect(said).toContain(text);
    }
    expect(managers.mentions).toEqual({ users: [], everyone: false });
    await sandbox.openHome(PEOPLE.manager);
    const home = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.manager) ?? undefined, WITHIN);
    expect(json(home)).toContain('待我审批的额度申请');
    expect(json(home)).toContain('limit_approve');
    await sandbox.openHome(PEOPLE.risk);
    const others = await sandbox.waitFor(() => sandbox.homeOf(PEOPLE.risk) ?? undefined, WITHIN);
    expect(json(others)).not.toContain('待我审批的额度申请');

    expect(await decide(PEOPLE.manager, managers, 'approve', '客户可靠')).toContain('接着等待：赵风控、Rita');
    const told = await messageFor(id, 'requester:2:S01');
    expect(json(told.blocks)).toContain('王经理 已于');
    const risks = await messageFor(id, 'approver:1:1:R01');
    const hers = await messageFor(id, 'approver:1:1:R02');
    expect(json(hers.blocks)).toContain('Your decision is needed (risk)');
    expect(json((await messageFor(id, 'approver:1:0:M01', (text) => text.includes('客户可靠'))).blocks)).not.toContain(
      'limit_approve',
    );
    expect(await say(PEOPLE.owner, '/credit L-1')).toContain('¥200.00万');

    expect(await decide(PEOPLE.risk, risks, 'approve')).toContain('立即生效');
    const card = await say(PEOPLE.owner, '/credit L-1');
    expect(card).toContain('¥250.00万');
    expect(card).toContain(`由审批 #${id} 确定`);
    expect(card).toContain('60 天');
    expect(json((await messageFor(id, 'requester:3:S01')).blocks)).toContain('额度和账期立即生效');
    const decided = await messageFor(id, 'approver:1:1:R02', (text) => text.includes('Approved by 赵风控'));
    expect(json(decided.blocks)).not.toContain('limit_approve');

    const { rows } = await database.pool.query(
      `SELECT limit_fen::text, (SELECT count(*)::int FROM customer_changes WHERE customer_id = $1) AS notes
       FROM customer_state WHERE customer_id = $1`,
      [customerId],
    );
    expect(rows).toEqual([{ limit_fen: '250000000', notes: 1 }]);
    const trail = await database.pool.query<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit_log WHERE (subject_kind, subject_id) IN (('limit_request', $1), ('customer', 'L-1'))
         AND action LIKE 'limit%' ORDER BY id`,
      [id],
    );
    expect(trail.rows).toEqual([
      { action: 'limit_requested', actor: 'S01' },
      { action: 'limit_decided', actor: 'M01' },
      { action: 'limit_decided', actor: 'R01' },
      { action: 'limit_granted', actor: 'R01' },
    ]);
  });

  it('two officers at once: one wins, the other is told by whom; a replay changes nothing', async () => {
    const { sandbox, database } = harness;
    await seed('L-2');
    const { id } = await ask(PEOPLE.owner, 'L-2', RISKS);
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve');
    const [mine, hers] = [await messageFor(id, 'approver:1:1:R01'), await messageFor(id, 'approver:1:1:R02')];
    await sandbox.click(PEOPLE.risk, mine, 'limit_approve');
    await sandbox.click(PEOPLE.secondRisk, hers, 'limit_reject');
    const [myForm, herForm] = [
      await modal(PEOPLE.risk, 'submit_limit_decision'),
      await modal(PEOPLE.secondRisk, 'submit_limit_decision'),
    ];
    const [me, her] = await Promise.all([
      sandbox.submit(PEOPLE.risk, myForm.id, {}),
      sandbox.submit(PEOPLE.secondRisk, herForm.id, { note: { value: 'too much' } }),
    ]);
    const iWon = json(me).includes('立即生效');
    if (iWon) expect(json(her)).toContain('Approved by 赵风控');
    else expect(json(me)).toContain('Rita 已于');
    expect((await stateOf(id))?.state).toBe(iWon ? 'approved' : 'rejected');
    await sandbox.redeliver(2);
    const { rows } = await database.pool.query(
      'SELECT kind, level FROM limit_request_steps WHERE request_id = $1::bigint ORDER BY id',
      [id],
    );
    expect(rows).toEqual([
      { kind: 'request', level: null },
      { kind: 'approve', level: 0 },
      { kind: iWon ? 'approve' : 'reject', level: 1 },
    ]);
  });

  it('the same form sent twice is one request, and a second request for the customer is told of the first', async () => {
    const { sandbox, database } = harness;
    await seed('L-3');
    const late = await formFor(PEOPLE.manager, 'L-3');
    await ask(PEOPLE.owner, 'L-3', MANAGERS);
    await sandbox.redeliver(1);
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS requests FROM limit_requests JOIN customers ON customers.id = customer_id WHERE code = 'L-3'`,
    );
    expect(rows).toEqual([{ requests: 1 }]);
    const refused = await sandbox.submit(PEOPLE.manager, late.id, RISKS);
    expect(json(refused.updated)).toMatch(/已有一份申请 #\d+（张三/);
  });

  it('returned with a question: changed and sent again, asked from the first level, old buttons are dead', async () => {
    const { sandbox } = harness;
    await seed('L-4');
    const { id } = await ask(PEOPLE.owner, 'L-4', RISKS);
    const first = await messageFor(id, 'approver:1:0:M01');
    await decide(PEOPLE.manager, first, 'approve');
    const risks = await messageFor(id, 'approver:1:1:R01');
    const noteless = await sandbox.click(PEOPLE.risk, risks, 'limit_return');
    expect(noteless.ok).toBe(true);
    const form = await modal(PEOPLE.risk, 'submit_limit_decision');
    expect(await sandbox.submit(PEOPLE.risk, form.id, { note: { value: ' ' } })).toHaveProperty('errors.note');
    await sandbox.submit(PEOPLE.risk, form.id, { note: { value: '请附合同' } });
    const returned = await messageFor(id, 'requester:3:S01');
    expect(json(returned.blocks)).toContain('请附合同');
    await sandbox.click(PEOPLE.owner, returned, 'limit_edit');
    const edit = await modal(PEOPLE.owner, 'submit_limit_request');
    expect(json(edit.blocks)).toContain('赵风控 的意见：请附合同');
    const again = await sandbox.submit(PEOPLE.owner, edit.id, {
      limit: { value: '2.4m' },
      reason: { value: '合同已附' },
    });
    expect(json(again.updated)).toContain('正在等待：王经理');
    expect(await stateOf(id)).toEqual({ state: 'pending', level: 0, round: 2 });
    const second = await messageFor(id, 'approver:2:0:M01');
    expect(json(second.blocks)).toContain('¥240.00万');
    expect(json((await messageFor(id, 'approver:1:0:M01', (text) => text.includes('重新提交'))).blocks)).not.toContain(
      'limit_approve',
    );
    expect(await decide(PEOPLE.manager, second, 'reject', '还是太高')).toContain('已驳回');
    expect(json((await messageFor(id, 'requester:5:S01')).blocks)).toContain('还是太高');
  });

  it('terms over 90 days end with the executive and reach finance, and nobody approves two levels', async () => {
    await seed('L-5');
    const { id } = await ask(PEOPLE.owner, 'L-5', { ...RISKS, terms: { value: '120天' } });
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve');
    await decide(PEOPLE.risk, await messageFor(id, 'approver:1:1:R01'), 'approve');
    expect((await stateOf(id))?.state).toBe('pending');
    await decide(CFO, await messageFor(id, 'approver:1:2:E01'), 'approve');
    expect((await stateOf(id))?.state).toBe('approved');
    expect(json((await messageFor(id, 'finance:F01')).blocks)).toContain('请财务存档');
  });

  it('while the manager is away the delegate is asked too and may decide; back, they may not', async () => {
    await seed('L-6');
    await seed('L-7');
    const asked = await ask(PEOPLE.owner, 'L-6', MANAGERS);
    expect(await say(PEOPLE.owner, '/credit away 今天 2099-01-01 孙经理')).toContain('只有会审批额度的人');
    expect(await say(PEOPLE.manager, '/credit away 今天 明天 张三')).toContain('不能代为审批');
    expect(await say(PEOPLE.manager, '/credit away 今天 明天 孙经理')).toContain('由 孙经理 代为审批');
    const handed = await messageFor(asked.id, 'approver:1:0:M02');
    expect(json(handed.blocks)).toContain('王经理 不在，请您代为审批');
    expect(await decide(OTHER_MANAGER, handed, 'approve')).toContain('立即生效');
    const shown = await messageFor(asked.id, 'approver:1:0:M01', (text) => text.includes('孙经理（代 王经理）'));
    expect(json(shown.blocks)).not.toContain('limit_approve');

    const later = await ask(PEOPLE.owner, 'L-7', MANAGERS);
    const second = await messageFor(later.id, 'approver:1:0:M02');
    expect(await say(PEOPLE.manager, '/credit back')).toContain('欢迎回来');
    expect(await say(PEOPLE.manager, '/credit back')).toContain('没有设置代理');
    await harness.sandbox.click(OTHER_MANAGER, second, 'limit_approve');
    const told = await harness.sandbox.waitFor(
      () => harness.sandbox.openModals(OTHER_MANAGER).find((view) => json(view).includes('不由您负责')),
      WITHIN,
    );
    expect(told).toBeDefined();
    expect((await stateOf(later.id))?.state).toBe('pending');
  });

  it('a colleague who is away too is no delegate; with all of them away, risk is told who', async () => {
    expect(await say(PEOPLE.manager, '/credit away 今天 明天 孙经理')).toContain('由 孙经理 代为审批');
    expect(await say(OTHER_MANAGER, '/credit away 今天 明天 王经理')).toMatch(/王经理 自己于 .+ 不在/);
    expect(await say(OTHER_MANAGER, '/credit away 今天 明天 赵风控')).toContain('这段时间您还在代理 王经理');
    await seed('L-19');
    const { id } = await ask(PEOPLE.owner, 'L-19', MANAGERS);
    expect(json((await messageFor(id, 'vacancy:1:0:R01')).blocks)).toContain('目前都不在：王经理、孙经理');
    expect(await say(PEOPLE.manager, '/credit back')).toContain('欢迎回来');
    expect(await say(OTHER_MANAGER, '/credit back')).toContain('欢迎回来');
  });

  it('a manager’s own request begins above the managers; a stranger’s customer is refused', async () => {
    await seed('L-8');
    const { said } = await ask(PEOPLE.manager, 'L-8', MANAGERS);
    expect(said).toContain('正在等待：赵风控、Rita');
    for (const user of [PEOPLE.colleague, FINANCE]) {
      await harness.sandbox.command(user, EAST, '/credit limit L-8 50万');
      await harness.sandbox.waitFor(
        () => harness.sandbox.openModals(user).find((view) => json(view).includes('只有客户负责人')),
        WITHIN,
      );
    }
    expect(await say(PEOPLE.owner, '/credit limit')).toContain('请写明客户和额度');
    expect(await say(PEOPLE.owner, '/credit limit 查无此人公司 50万')).toContain('没有找到');
  });

  it('several customers fit: the chosen one’s form is filled with the wish', async () => {
    const { sandbox, database } = harness;
    for (const code of ['L-9A', 'L-9B']) await seedCustomer(database, { code, name: '同名制造有限公司' });
    const before = sandbox.ephemeral(PEOPLE.owner).length;
    await sandbox.command(PEOPLE.owner, EAST, '/credit limit 同名制造有限公司 30万 45天');
    const choice = await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.owner)[before], WITHIN);
    await sandbox.click(PEOPLE.owner, choice, 'request_limit', 0);
    const form = await modal(PEOPLE.owner, 'submit_limit_request');
    expect(json(form.blocks)).toContain('"initial_value":"300,000"');
    expect(json(form.blocks)).toContain('"initial_value":"45"');
  });

  it('suspended: refused by the policy; on hold: up to the executives; suspended meanwhile: not in force', async () => {
    const { database, sandbox } = harness;
    const suspended = await seed('L-10');
    const held = await seed('L-11');
    const suspend = (customerId: number) =>
      database.pool.query(`INSERT INTO customer_measures (customer_id, kind, reason) VALUES ($1, 'suspend', '逾期')`, [
        customerId,
      ]);
    await suspend(suspended);
    const alertId = await seedAlert(database, { customerId: held });
    await database.pool.query(
      `INSERT INTO credit_holds (customer_id, since, reason, alert_id) VALUES ($1, now(), 'unanswered_alert', $2::bigint)`,
      [held, alertId],
    );
    const form = await formFor(PEOPLE.owner, 'L-10 250万');
    expect(json(form.blocks)).toContain('客户已暂停赊销');
    expect(json(await sandbox.submit(PEOPLE.owner, form.id, RISKS))).toContain('按政策不能增加额度');
    const { id } = await ask(PEOPLE.owner, 'L-11', RISKS);
    const asked = await messageFor(id, 'approver:1:0:M01');
    expect(json(asked.blocks)).toContain('风控 → 管理层');
    expect(json(asked.blocks)).toMatch(/暂停新增|新增授信/);
    await decide(PEOPLE.manager, asked, 'approve');
    await decide(PEOPLE.risk, await messageFor(id, 'approver:1:1:R01'), 'approve');
    await suspend(held);
    expect(await decide(CFO, await messageFor(id, 'approver:1:2:E01'), 'approve')).toContain('按政策不能由这几级批准');
    expect((await stateOf(id))?.state).toBe('pending');
  });

  it('expires by itself and tells who asked; withdrawn by its requester only', async () => {
    const { sandbox, database } = harness;
    await seed('L-12');
    await seed('L-13');
    const { id } = await ask(PEOPLE.owner, 'L-12', MANAGERS);
    await messageFor(id, 'approver:1:0:M01');
    await database.pool.query(`UPDATE limit_requests SET expires_at = now() WHERE id = $1::bigint`, [id]);
    expect(json((await messageFor(id, 'requester:2:S01')).blocks)).toContain('自动过期');
    await messageFor(id, 'approver:1:0:M01', (text) => text.includes('自动过期') && !text.includes('limit_approve'));

    const other = await ask(PEOPLE.owner, 'L-13', MANAGERS);
    const receipt = await messageFor(other.id, 'requester:1:S01');
    await sandbox.click(PEOPLE.owner, receipt, 'limit_withdraw');
    await messageFor(other.id, 'approver:1:0:M01', (text) => text.includes('撤回') && !text.includes('limit_approve'));
    expect((await stateOf(other.id))?.state).toBe('withdrawn');
  });

  it('a temporary limit ends by itself after its last day, and the one before holds again', async () => {
    const { database } = harness;
    const customerId = await seed('L-14');
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { id } = await ask(PEOPLE.owner, 'L-14', { ...MANAGERS, until: { value: day } });
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve');
    expect(await say(PEOPLE.owner, '/credit L-14')).toContain(`至 ${day} 止`);
    await database.pool.query(
      `UPDATE customer_grants SET valid_from = valid_from - 30, last_day = last_day - 20 WHERE customer_id = $1`,
      [customerId],
    );
    expect(json((await messageFor(id, 'requester:3:S01')).blocks)).toContain('临时额度已于');
    expect(await say(PEOPLE.owner, '/credit L-14')).toContain('¥200.00万');
    const { rows } = await database.pool.query(
      `SELECT ended_by, (SELECT limit_fen::text FROM customer_state WHERE customer_id = $1) AS limit_fen
       FROM customer_grants WHERE customer_id = $1`,
      [customerId],
    );
    expect(rows).toEqual([{ ended_by: 'system', limit_fen: '200000000' }]);
  });

  it('a level that nobody can decide is said in the request and to risk, and asked as soon as somebody can', async () => {
    const { database } = harness;
    await seed('L-15');
    await database.pool.query(`UPDATE staff SET role = 'finance' WHERE code = 'E01'`);
    const { id } = await ask(PEOPLE.owner, 'L-15', { ...RISKS, limit: { value: '500万' } });
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve');
    expect(await decide(PEOPLE.risk, await messageFor(id, 'approver:1:1:R01'), 'approve')).toContain('暂无人可审批');
    expect(json((await messageFor(id, 'vacancy:1:2:R01')).blocks)).toContain('没有人可以审批');
    expect(json((await messageFor(id, 'requester:3:S01')).blocks)).toContain('暂无人可审批');
    await database.pool.query(`UPDATE staff SET role = 'executive' WHERE code = 'E01'`);
    expect(json((await messageFor(id, 'approver:1:2:E01')).blocks)).toContain('请您审批');
  });

  it('where the only officer of risk left is who asked, the executives are told that nobody can decide, until somebody can', async () => {
    const { database } = harness;
    await seed('L-20');
    const { id } = await ask(PEOPLE.risk, 'L-20', RISKS);
    await database.pool.query(`UPDATE staff SET role = 'finance' WHERE code = 'R02'`);
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve');
    const told = json((await messageFor(id, 'vacancy:1:1:E01')).blocks);
    expect(told).toContain('没有人可以审批“风控”这一级');
    expect(told).not.toContain('limit_approve');
    await database.pool.query(`UPDATE staff SET role = 'risk' WHERE code = 'R02'`);
    await decide(PEOPLE.secondRisk, await messageFor(id, 'approver:1:1:R02'), 'approve');
    await messageFor(id, 'vacancy:1:1:E01', (text) => !text.includes('没有人可以审批'));
  });

  it('posts each message once though Slack loses an answer', async () => {
    const { sandbox } = harness;
    await seed('L-16');
    sandbox.failNext('chat.postMessage', { dropAfterCommit: true }, 2);
    const { id } = await ask(PEOPLE.owner, 'L-16', MANAGERS);
    const [asked, receipt] = [await messageFor(id, 'approver:1:0:M01'), await messageFor(id, 'requester:1:S01')];
    for (const { channel } of [asked, receipt]) {
      const shown = sandbox.messages(channel).filter(({ blocks }) => json(blocks).includes('L-16'));
      expect(shown).toHaveLength(1);
    }
  });

  it('every request with its decisions can be exported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xinshao-limits-'));
    try {
      await seed('L-17');
      const { id } = await ask(PEOPLE.owner, 'L-17', { ...MANAGERS, reason: { value: '=旺季, <!here>' } });
      await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve', '客户可靠');
      const { database } = harness;
      await database.pool.query(
        `UPDATE customer_grants SET last_day = '2098-06-30', ended_on = '2098-01-01', ended_by = 'R01', ended_at = now(),
           end_reason = '订单取消' WHERE request_id = $1::bigint`,
        [id],
      );
      const cutId = await seed('L-18');
      const alertId = await seedAlert(database, { customerId: cutId });
      await database.pool.query(
        `WITH review AS (
           INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by, limit_fen, limit_before_fen)
           VALUES ($1::bigint, 0, 'accept', 'cut_limit', '逾期', 'R01', 30000000, 200000000) RETURNING id
         )
         INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, last_day, reason, review_id, granted_at)
         SELECT $2, 30000000, 30, '2026-11-01', '2098-12-31', '逾期', id, now() FROM review`,
        [alertId, cutId],
      );
      const out = join(folder, 'limits.csv');
      const silent = { stdout: { write: () => true }, stderr: { write: () => true } };
      const variables = { DATABASE_URL: harness.database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8' };
      expect(await runCommandLine(['export', 'limits', '--out', out], variables, silent)).toBe(0);
      const line = (await readFile(out, 'utf8')).split('\n').find((text) => text.includes('L-17<!channel>'));
      for (const text of ['已批准', '旺季, <!here>', '同意 王经理 M01：客户可靠', '400000']) {
        expect(line).toContain(text);
      }
      for (const text of ['2098-06-30', '2098-01-01', 'R01', '订单取消']) expect(line).toContain(text);
      const cut = (await readFile(out, 'utf8')).split('\n').find((text) => text.includes('L-18'));
      for (const text of ['审核压降', alertId, 'R01', '2000000.00', '300000.00', '逾期', '2098-12-31']) {
        expect(cut).toContain(text);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('whoever is known by e-mail alone is asked in their own language from the first message on', async () => {
    const { database } = harness;
    await database.pool.query(`UPDATE staff SET slack_user_id = NULL, email = 'rita@example.com' WHERE code = 'R02'`);
    await seed('L-99');
    const { id } = await ask(PEOPLE.owner, 'L-99', RISKS);
    await decide(PEOPLE.manager, await messageFor(id, 'approver:1:0:M01'), 'approve', '客户可靠');
    expect(json((await messageFor(id, 'approver:1:1:R02')).blocks)).toContain('Approve');
  });
});
