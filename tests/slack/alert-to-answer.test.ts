import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type Mode, startHarness } from './support/harness.ts';
import { addWarning, queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const ANSWERS = {
  contact_method: { value: 'phone' },
  contact_person: { value: '王芳，财务经理' },
  cause: { value: 'temporary_cash_gap' },
  customer_says: { value: '本月底收到下游货款后立即支付' },
  promise_date: { value: '2099-12-31' },
  promise_amount: { value: '300,000' },
  recovery: { value: 'likely' },
  recovery_percent: { value: '90' },
  proposed_action: { value: 'watch' },
};

const json = (value: unknown) => JSON.stringify(value);

describe.each<Mode>(['socket', 'http'])('from an alert to its answer (%s mode)', (mode) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(mode);
  });
  afterAll(() => harness.close());

  const messagesOf = (channel: string, alertId: string) =>
    harness.sandbox.messages(channel).filter((message) => String(message.metadata?.event_payload.alert_id) === alertId);

  const directMessageOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{ channel: string }>(
      `SELECT channel FROM alert_messages WHERE alert_id = $1::bigint AND audience = 'owner' AND state = 'posted'`,
      [alertId],
    );
    const [row] = rows;
    return row === undefined ? undefined : messagesOf(row.channel, alertId)[0];
  };

  const delivered = async (alertId: string) => {
    await queueAlert(harness.database, harness.bot.queue, alertId);
    return harness.sandbox.waitFor(() => messagesOf(EAST, alertId)[0], 20_000);
  };

  const openForm = async (user: string, message: { channel: string; ts: string }) => {
    await harness.sandbox.click(user, { channel: message.channel, ts: message.ts }, 'open_feedback');
    return harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id !== ''),
      20_000,
    );
  };

  const closeAll = async (user: string) => {
    for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
  };

  it('posts once to the team channel and once to the owner, answers it with problems first, and re-renders both', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-1`, name: '华东精密机械有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const posted = await delivered(alertId);
    expect(posted.mentions.users).toEqual([PEOPLE.owner]);
    for (const text of [
      '华东精密机械有限公司',
      '¥120.00万',
      '¥30.00万',
      '75',
      '60',
      '2026-10-30',
      '应收账款',
      '提交反馈',
    ]) {
      expect(json(posted.blocks)).toContain(text);
    }
    let direct = await directMessageOf(alertId);
    for (let tries = 0; direct === undefined && tries < 200; tries++) {
      await new Promise((wake) => setTimeout(wake, 100));
      direct = await directMessageOf(alertId);
    }
    expect(direct?.mentions.users).toEqual([PEOPLE.owner]);

    const form = await openForm(PEOPLE.owner, posted);
    expect(json(form.blocks)).toContain('客户怎么说');
    const refused = await sandbox.submit(PEOPLE.owner, form.id, {
      ...ANSWERS,
      customer_says: { value: '月底付' },
      promise_date: { value: null },
      promise_amount: { value: null },
    });
    expect(refused, json(refused) + harness.logged.slice(-3).join('')).toHaveProperty('errors.customer_says');
    expect(refused.errors?.customer_says).toContain('10');
    expect(Object.keys(refused.errors ?? {})).toHaveLength(2);
    const stored = await database.pool.query('SELECT FROM feedback WHERE alert_id = $1::bigint', [alertId]);
    expect(stored.rows).toHaveLength(0);

    const saved = await sandbox.submit(PEOPLE.owner, form.id, ANSWERS);
    expect(json(saved.updated)).toContain('反馈已保存');
    const after = await sandbox.waitFor(() => messagesOf(EAST, alertId).find((message) => message.edited), 20_000);
    expect(messagesOf(EAST, alertId)).toHaveLength(1);
    for (const text of ['张三', '暂时资金周转困难', '本月底收到下游货款后立即支付', '¥30.00万', '2099-12-31', '90%']) {
      expect(json(after.blocks)).toContain(text);
    }
    expect(json(after.blocks)).not.toContain('open_feedback');
    expect(after.mentions.users).toEqual([]);
    const promises = await database.pool.query('SELECT amount_fen FROM promises WHERE alert_id = $1::bigint', [
      alertId,
    ]);
    expect(promises.rows).toEqual([{ amount_fen: '30000000' }]);
    await closeAll(PEOPLE.owner);
  });

  it('two people at once: one answer is stored, the other is told by whom', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-2`, name: '两人同时有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const posted = await delivered(alertId);
    const mine = await openForm(PEOPLE.owner, posted);
    const managers = await openForm(PEOPLE.manager, posted);
    const first = await sandbox.submit(PEOPLE.owner, mine.id, ANSWERS);
    expect(json(first.updated)).toContain('反馈已提交');
    const second = await sandbox.submit(PEOPLE.manager, managers.id, {
      ...ANSWERS,
      customer_says: { value: '经理从客户处听到的另一种说法' },
    });
    expect(json(second.updated)).toContain('张三');
    expect(json(second.updated)).toContain('没有保存');
    const { rows } = await database.pool.query('SELECT revision FROM feedback WHERE alert_id = $1::bigint', [alertId]);
    expect(rows).toEqual([{ revision: 1 }]);
    await closeAll(PEOPLE.owner);
    await closeAll(PEOPLE.manager);
  });

  it('a delivery repeated by Slack stores one answer', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-3`, name: '重复投递有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const form = await openForm(PEOPLE.owner, await delivered(alertId));
    await sandbox.submit(PEOPLE.owner, form.id, ANSWERS);
    await sandbox.redeliver(1);
    await sandbox.redeliver(1);
    const { rows } = await database.pool.query('SELECT revision FROM feedback WHERE alert_id = $1::bigint', [alertId]);
    expect(rows).toEqual([{ revision: 1 }]);
    await closeAll(PEOPLE.owner);
  });

  it('a colleague may not answer and is told who may; an English reader reads English', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-4`, name: '他人客户有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const posted = await delivered(alertId);
    await sandbox.click(PEOPLE.colleague, { channel: posted.channel, ts: posted.ts }, 'open_feedback');
    const notice = await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.colleague).find((view) => json(view).includes('张三')),
    );
    expect(notice.submit ?? null).toBeNull();
    await sandbox.click(PEOPLE.english, { channel: posted.channel, ts: posted.ts }, 'open_feedback');
    await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.english).find((view) => json(view).includes('This alert is answered by')),
    );
    await closeAll(PEOPLE.colleague);
    await closeAll(PEOPLE.english);
  });

  it('a new kind of warning while the form is open asks for what is missing and keeps what was typed', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-5`, name: '新增预警有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const form = await openForm(PEOPLE.owner, await delivered(alertId));
    await addWarning(database, alertId, customerId, 'dispute');
    const renewed = await sandbox.submit(PEOPLE.owner, form.id, ANSWERS);
    expect(json(renewed.updated?.blocks)).toContain('dispute_detail');
    const saved = await sandbox.submit(PEOPLE.owner, renewed.updated?.id ?? form.id, {
      ...ANSWERS,
      dispute_detail: { value: '客户称第三批货物规格不符，正在复验' },
    });
    expect(json(saved.updated)).toContain('反馈已提交');
    await closeAll(PEOPLE.owner);
  });

  it('a cause that needs details asks for them, also where the warnings do not, and keeps what was typed', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-9`, name: '争议原因有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const form = await openForm(PEOPLE.owner, await delivered(alertId));
    expect(json(form.blocks)).not.toContain('dispute_detail');
    const disputed = { ...ANSWERS, cause: { value: 'dispute' } };
    const renewed = await sandbox.submit(PEOPLE.owner, form.id, disputed);
    expect(json(renewed.updated?.blocks)).toContain('dispute_detail');
    expect(json(renewed.updated?.blocks)).toContain('所选原因需要再补充');
    const saved = await sandbox.submit(PEOPLE.owner, form.id, {
      ...disputed,
      dispute_detail: { value: '客户称第三批货物规格不符，正在复验' },
    });
    expect(json(saved.updated)).toContain('反馈已提交');
    const { rows } = await database.pool.query('SELECT answers FROM feedback WHERE alert_id = $1::bigint', [alertId]);
    expect(rows[0]?.answers).toMatchObject({ cause: 'dispute', dispute_detail: '客户称第三批货物规格不符，正在复验' });
    await closeAll(PEOPLE.owner);
  });

  it('a customer called <!channel>&*_ and an answer that says it ping nobody', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-6`, name: '<!channel>&*_有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const posted = await delivered(alertId);
    expect(posted.mentions).toEqual({ users: [PEOPLE.owner], everyone: false });
    const form = await openForm(PEOPLE.owner, posted);
    await sandbox.submit(PEOPLE.owner, form.id, {
      ...ANSWERS,
      customer_says: { value: '<!channel> <@U0RISK01> 请各位看一下' },
    });
    const after = await sandbox.waitFor(() => messagesOf(EAST, alertId).find((message) => message.edited), 20_000);
    expect(after.mentions).toEqual({ users: [], everyone: false });
    expect(json(after.blocks)).toContain('&lt;!channel&gt;');
    await closeAll(PEOPLE.owner);
  });

  it('an owner who reads English gets English; the channel reads the company’s language', async () => {
    const { database, sandbox } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-8`, name: '英文负责人有限公司', owner: 'S03' });
    const alertId = await seedAlert(database, { customerId, owner: 'S03' });
    expect(json((await delivered(alertId)).blocks)).toContain('发生了什么');
    let direct = await directMessageOf(alertId);
    for (let tries = 0; direct === undefined && tries < 200; tries++) {
      await new Promise((wake) => setTimeout(wake, 100));
      direct = await directMessageOf(alertId);
    }
    expect(json(direct?.blocks)).toContain('What happened');
    expect(json(direct?.blocks)).not.toMatch(/发生了什么|提交反馈/);
    await sandbox.click(PEOPLE.english, { channel: direct?.channel ?? '', ts: direct?.ts ?? '' }, 'open_feedback');
    const form = await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.english).find((view) => view.callback_id === 'submit_feedback'),
    );
    expect(json(form.blocks)).toContain('What the customer says');
    const refused = await sandbox.submit(PEOPLE.english, form.id, {
      ...ANSWERS,
      customer_says: { value: 'too short' },
    });
    expect(refused.errors?.customer_says).toBe('Too short: at least 10 characters');
    await closeAll(PEOPLE.english);
  });

  it('the message shortcut opens the same form', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-7`, name: '快捷方式有限公司' });
    const alertId = await seedAlert(database, { customerId });
    const posted = await delivered(alertId);
    await sandbox.messageShortcut(PEOPLE.owner, posted.channel, posted.ts, 'feedback');
    await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.owner).find((view) => json(view).includes('快捷方式有限公司')),
    );
    await closeAll(PEOPLE.owner);
  });

  it('the message shortcut also knows a message that Slack shows and has not answered for yet', async () => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code: `C-${mode}-10`, name: '刚刚出现有限公司' });
    const alertId = await seedAlert(database, { customerId });
    let pressed: string | undefined;
    const press = async () => {
      const message = messagesOf(EAST, alertId)[0];
      if (message === undefined) return;
      pressed = message.ts;
      await sandbox.messageShortcut(PEOPLE.owner, message.channel, message.ts, 'feedback');
    };
    // The owner's message and the channel's leave together: whichever comes first, each is held.
    for (let message = 0; message < 2; message++) sandbox.failNext('chat.postMessage', { onCommit: press });
    await queueAlert(database, harness.bot.queue, alertId);
    await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.owner).find((view) => json(view).includes('刚刚出现有限公司')),
      20_000,
    );
    expect(pressed).toBe(messagesOf(EAST, alertId)[0]?.ts);
    await closeAll(PEOPLE.owner);
  });
});
