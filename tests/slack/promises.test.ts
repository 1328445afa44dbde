import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { addDays, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, type Mode, startHarness, WORKING_HOURS } from './support/harness.ts';
import { addWarning, queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const text = readFileSync(new URL('../../policies/trade-credit.yaml', import.meta.url), 'utf8');
const parsed = parsePolicy(text);
if (!parsed.ok) throw new Error('the shipped policy is not valid');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const settings = {
  baseCurrency: 'CNY',
  exchangeRates: {},
  timeZone: 'Asia/Shanghai',
  workingHours: WORKING_HOURS,
  digestAt: '09:00',
  monthlyReport: { at: '09:30', channel: null },
  defaultTermDays: 30,
};

const json = (value: unknown) => JSON.stringify(value);
const PATIENCE = { timeout: 20_000, interval: 100 };
const TODAY = dayInTimeZone(new Date(), 'Asia/Shanghai');
const DUE = addDays(TODAY, 5);
const PDF = Buffer.from('%PDF-1.7\n还款承诺书');

const TYPED = {
  contact_method: { value: 'phone' },
  contact_person: { value: '王芳，财务经理' },
  cause: { value: 'temporary_cash_gap' },
  customer_says: { value: '本月底收到下游货款后立即支付' },
  promise_date: { value: DUE },
  promise_amount: { value: '300,000' },
  recovery: { value: 'likely' },
  recovery_percent: { value: '90' },
  proposed_action: { value: 'watch' },
};

describe.each<Mode>(['socket', 'http'])('answers with promises and files (%s mode)', (mode) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(mode);
  }, 60_000);
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      const top = harness.sandbox.openModals(user).at(-1);
      if (top !== undefined) await harness.sandbox.closeModal(user, top.id, true);
    }
  });

  const messageFor = (alertId: string, audience: string, holds: (text: string) => boolean = () => true) =>
    vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2 AND state = 'posted'`,
        [alertId, audience],
      );
      const [row] = rows;
      const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
      if (message === undefined || !holds(json(message.blocks))) {
        throw new Error(
          `no such message for ${audience}: ${json(message?.blocks)} ${harness.logged.slice(-4).join('')}`,
        );
      }
      return message;
    }, PATIENCE);

  const opened = async (code: string, name: string) => {
    const customerId = await seedCustomer(harness.database, { code: `${code}-${mode}`, name });
    const alertId = await seedAlert(harness.database, { customerId });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    return { customerId, alertId, message: await messageFor(alertId, 'channel') };
  };

  const formOf = (user: string) =>
    harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === 'submit_feedback'),
      20_000,
    );

  const noticeOf = async (user: string, says: string) => {
    const view = await harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((open) => json(open.blocks).includes(says)),
      20_000,
    );
    return json(view.blocks);
  };

  const openForm = async (user: string, message: { channel: string; ts: string }, action = 'open_feedback') => {
    await harness.sandbox.click(user, { channel: message.channel, ts: message.ts }, action);
    return formOf(user);
  };

  const openNotice = async (user: string, message: { channel: string; ts: string }, action: string, says: string) => {
    await harness.sandbox.click(user, { channel: message.channel, ts: message.ts }, action);
    return noticeOf(user, says);
  };

  const filesOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{
      name: string;
      state: string;
      sha256: string | null;
      content: Buffer | null;
      problem: string | null;
    }>('SELECT name, state, sha256, content, problem FROM feedback_files WHERE alert_id = $1::bigint ORDER BY id', [
      alertId,
    ]);
    return rows;
  };

  it('a promise with a file, not kept: the file is stored, the promise broken, a new alert has the history', async () => {
    const { sandbox, database } = harness;
    const { alertId, customerId, message } = await opened('P-1', '承诺未兑现有限公司');
    const form = await openForm(PEOPLE.owner, message);
    const wrong = sandbox.uploadAs(PEOPLE.owner, '合同.exe', Buffer.from('MZ'));
    const big = sandbox.uploadAs(PEOPLE.owner, '录像.pdf', Buffer.alloc(10 * 1024 * 1024 + 1, 1));
    const refused = await sandbox.submit(PEOPLE.owner, form.id, { ...TYPED, attachments: { value: [wrong, big] } });
    expect(refused.errors?.attachments, json(refused)).toContain('合同.exe：只支持 pdf');
    expect(refused.errors?.attachments).toContain('录像.pdf：超过 10 MB');
    expect(await filesOf(alertId)).toEqual([]);

    const good = sandbox.uploadAs(PEOPLE.owner, '还款承诺书.pdf', PDF);
    const saved = await sandbox.submit(PEOPLE.owner, form.id, { ...TYPED, attachments: { value: [good] } });
    expect(json(saved.updated)).toContain('反馈已提交');
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    const shown = json((await messageFor(alertId, 'channel', (blocks) => blocks.includes(sha256))).blocks);
    expect(shown).toContain('还款承诺书.pdf');
    expect(shown).toContain('未到期');
    const [file] = await filesOf(alertId);
    expect(file).toMatchObject({ state: 'stored', sha256, problem: null });
    expect(file?.content?.equals(PDF)).toBe(true);
    expect(harness.logged.join('')).not.toContain(sandbox.botToken);
    const review = json((await messageFor(alertId, 'review:1:R01', (blocks) => blocks.includes(sha256))).blocks);
    expect(review).toContain('/files/');

    await database.pool.query(
      `INSERT INTO payments (customer_id, paid_on, amount_fen, ordinal) VALUES ($1, $2::date, 10000000, 1)`,
      [customerId, addDays(DUE, 1)],
    );
    const run = (asOf: typeof DUE) =>
      runMonitor(database, harness.bot.queue, { policy, settings, full: false, now: new Date(), asOf });
    await run(addDays(DUE, 3));
    const half = await messageFor(alertId, 'channel', (blocks) => blocks.includes('已付 ¥10.00万'));
    expect(json(half.blocks)).toContain('未到期');
    await run(addDays(DUE, 4));
    const broken = await messageFor(alertId, 'channel', (blocks) => blocks.includes('❌ 未兑现'));
    expect(broken.mentions).toEqual({ users: [], everyone: false });
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT alert.id::text FROM alerts alert JOIN warnings warning ON warning.alert_id = alert.id
       WHERE alert.customer_id = $1 AND alert.id <> $2::bigint AND warning.rule_id = 'broken_promise'`,
      [customerId, alertId],
    );
    expect(rows).toHaveLength(1);
    const alarm = await messageFor(rows[0]?.id ?? '', 'channel');
    expect(json(alarm.blocks)).toContain(`承诺 ${DUE} 前付 ¥30.00万，只收到 ¥10.00万`);
    expect(alarm.mentions.users).toEqual([PEOPLE.owner]);
    const history = await openNotice(PEOPLE.risk, half, 'feedback_history', sha256);
    expect(history).toContain('❌ 未兑现');
    expect(history).toContain('第 1 版');
    const modal = sandbox.openModals(PEOPLE.risk).find((view) => json(view.blocks).includes('send_files'));
    // Slack takes the files, but its answer is lost: the next try finds them.
    sandbox.failNext('files.completeUploadExternal', { dropAfterCommit: true });
    await sandbox.click(PEOPLE.risk, { modal: modal?.id ?? '' }, 'send_files');
    await sandbox.click(PEOPLE.risk, { modal: modal?.id ?? '' }, 'send_files').catch(() => undefined);
    await vi.waitFor(async () => {
      const { rows: jobs } = await database.pool.query(
        `SELECT state, retry_count AS tries FROM pgboss.job WHERE name = 'send-feedback-files' AND data ->> 'alertId' = $1`,
        [alertId],
      );
      expect(jobs).toEqual([{ state: 'completed', tries: 1 }]);
    }, PATIENCE);
    const { rows: sent } = await database.pool.query(
      `SELECT DISTINCT actor FROM audit_log WHERE action = 'feedback_files_sent' AND subject_id = $1`,
      [alertId],
    );
    expect(sent).toEqual([{ actor: 'R01' }]);
    const mine = await messageFor(alertId, 'review:1:R01');
    await vi.waitFor(() => {
      const uploads = sandbox.messages(mine.channel).filter(({ files }) => (files ?? []).length > 0);
      expect(uploads.map(({ text: said }) => said)).toEqual([`📎 承诺未兑现有限公司 · 预警单 #${alertId} 的反馈附件`]);
    }, PATIENCE);
    sandbox.failNext('files.getUploadURLExternal', { error: 'missing_scope' });
    await harness.bot.queue.send('send-feedback-files', { alertId, staffCode: 'R01' });
    const told = () => sandbox.messages(mine.channel).filter(({ blocks }) => json(blocks).includes('附件没有发出'));
    await vi.waitFor(() => expect(told()).toHaveLength(1), PATIENCE);
    expect(json(told()[0]?.blocks)).toContain(`承诺未兑现有限公司 预警单 ${alertId} 的附件没有发出：应用缺少权限`);
    await sandbox.command(PEOPLE.owner, EAST, `/credit P-1-${mode}`);
    await vi.waitFor(
      () => expect(json(sandbox.ephemeral(PEOPLE.owner).at(-1)?.blocks)).toContain('❌ 未兑现'),
      PATIENCE,
    );
  });

  it('an answer is changed until it is reviewed: prefilled, the one before kept, said so, files stay', async () => {
    const { sandbox, database } = harness;
    const { alertId, message } = await opened('P-2', '修改反馈有限公司');
    const form = await openForm(PEOPLE.owner, message);
    const first = sandbox.uploadAs(PEOPLE.owner, '对账单.csv', Buffer.from('日期,金额\n'));
    await sandbox.submit(PEOPLE.owner, form.id, { ...TYPED, attachments: { value: [first] } });
    await sandbox.closeModal(PEOPLE.owner, form.id, true);
    const answered = await messageFor(alertId, 'channel', (blocks) => blocks.includes('edit_feedback'));
    expect(json(answered.blocks)).not.toContain('open_feedback');

    const colleague = await openNotice(PEOPLE.colleague, answered, 'edit_feedback', '张三');
    expect(colleague).toContain('或其主管反馈');
    const hidden = await openNotice(PEOPLE.colleague, answered, 'feedback_history', '可见');
    expect(hidden).not.toContain('本月底收到下游货款');

    // Whoever knows the number alone, as from a summary, gets there too; others are told who has answered.
    const byNumber = (user: string) => sandbox.command(user, EAST, `/credit feedback ${alertId}`);
    await byNumber(PEOPLE.owner);
    const mine = await formOf(PEOPLE.owner);
    expect(json(mine.state)).toContain('本月底收到下游货款后立即支付');
    await sandbox.closeModal(PEOPLE.owner, mine.id, true);
    await byNumber(PEOPLE.colleague);
    expect(await noticeOf(PEOPLE.colleague, '提交了反馈')).toContain('张三 已于');

    const edit = await openForm(PEOPLE.owner, answered, 'edit_feedback');
    expect(json(edit.state)).toContain('本月底收到下游货款后立即支付');
    expect(json(edit.state)).toContain('300000');
    const second = sandbox.uploadAs(PEOPLE.owner, '照片.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]));
    const saved = await sandbox.submit(PEOPLE.owner, edit.id, {
      customer_says: { value: '更正：客户说下周二就付清全部' },
      attachments: { value: [second] },
    });
    expect(json(saved.updated)).toContain('反馈已提交');
    await sandbox.redeliver(1);
    const changed = await messageFor(
      alertId,
      'review:1:R01',
      (blocks) => blocks.includes('已修改，第 2 版') && blocks.includes('照片.png'),
    );
    expect(json(changed.blocks)).toContain('对账单.csv');
    const { rows } = await database.pool.query(
      `SELECT revision, answers ->> 'customer_says' AS says, jsonb_array_length(answers -> 'attachments') AS files
       FROM feedback WHERE alert_id = $1::bigint ORDER BY revision`,
      [alertId],
    );
    expect(rows).toEqual([
      { revision: 1, says: '本月底收到下游货款后立即支付', files: 1 },
      { revision: 2, says: '更正：客户说下周二就付清全部', files: 2 },
    ]);
    const history = await openNotice(PEOPLE.manager, answered, 'feedback_history', '第 1 版');
    expect(history).toContain('本月底收到下游货款后立即支付');
    expect(history).toContain('更正：客户说下周二就付清全部');
    const promises = await database.pool.query('SELECT state FROM promises WHERE alert_id = $1::bigint', [alertId]);
    expect(promises.rows).toEqual([{ state: 'open' }]);
  });

  it('a change and a review at once: one wins, the other is told', async () => {
    const { sandbox, database } = harness;
    const { alertId, message } = await opened('P-3', '同时审核与修改有限公司');
    const form = await openForm(PEOPLE.owner, message);
    await sandbox.submit(PEOPLE.owner, form.id, TYPED);
    await sandbox.closeModal(PEOPLE.owner, form.id, true);
    const answered = await messageFor(alertId, 'channel', (blocks) => blocks.includes('edit_feedback'));
    const edit = await openForm(PEOPLE.owner, answered, 'edit_feedback');
    const mine = await messageFor(alertId, 'review:1:R01');
    await sandbox.click(PEOPLE.risk, { channel: mine.channel, ts: mine.ts }, 'review_accept');
    const review = await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.risk).find((view) => view.callback_id === 'submit_review'),
      20_000,
    );
    const [changed, reviewed] = await Promise.all([
      sandbox.submit(PEOPLE.owner, edit.id, { customer_says: { value: '更正：客户说下周二就付清全部' } }),
      sandbox.submit(PEOPLE.risk, review.id, { action: { value: 'none' } }),
    ]);
    const { rows } = await database.pool.query<{ state: string; revisions: number }>(
      `SELECT state, (SELECT count(*)::int FROM feedback WHERE alert_id = alerts.id) AS revisions
       FROM alerts WHERE id = $1::bigint`,
      [alertId],
    );
    if (rows[0]?.state === 'accepted') {
      expect(rows[0].revisions).toBe(1);
      expect(json(changed.updated)).toContain('风控已经审核');
      expect(json(reviewed.updated)).toContain('审核结果已保存');
    } else {
      expect(rows[0]).toEqual({ state: 'answered', revisions: 2 });
      expect(json(changed.updated)).toContain('反馈已提交');
      expect(json(reviewed.updated)).toContain('张三 已于');
    }
    // After a review nothing can be changed any more.
    if (rows[0]?.state !== 'accepted') return;
    await messageFor(alertId, 'channel', (blocks) => !blocks.includes('edit_feedback'));
    await sandbox.command(PEOPLE.owner, EAST, `/credit feedback ${alertId}`);
    expect(await noticeOf(PEOPLE.owner, '风控已经审核')).toContain('不能再修改');
  });

  it('arrears, dispute, fraud and group together ask for everything, each problem beside its field', async () => {
    const { sandbox, database } = harness;
    const { alertId, customerId, message } = await opened('P-6', '四种表单有限公司');
    for (const form of ['dispute', 'fraud', 'group'] as const) await addWarning(database, alertId, customerId, form);
    const shown = await openForm(PEOPLE.owner, message);
    const { promise_date: _, promise_amount: __, ...rest } = TYPED;
    const refused = await sandbox.submit(PEOPLE.owner, shown.id, {
      ...rest,
      dispute_detail: { value: '太短' },
      fraud_detail: { value: '也太短' },
      group_detail: { value: '还是短' },
    });
    expect(Object.keys(refused.errors ?? {}).sort()).toEqual([
      'dispute_detail',
      'fraud_detail',
      'group_detail',
      'promise_date',
    ]);
    const saved = await sandbox.submit(PEOPLE.owner, shown.id, {
      ...rest,
      no_promise_reason: { value: '客户正在核对第三批货物' },
      dispute_detail: { value: '客户称第三批货物规格不符，正在复验' },
      fraud_detail: { value: '送货单上的公章与合同所用的公章不一致' },
      group_detail: { value: '同集团的另一家公司上月已停止付款' },
    });
    expect(json(saved.updated)).toContain('反馈已提交');
    expect(json((await messageFor(alertId, 'channel', (blocks) => blocks.includes('公章'))).blocks)).toContain(
      '停止付款',
    );
  });

  it('the owner does not change what the manager answered', async () => {
    const { sandbox } = harness;
    const { alertId, message } = await opened('P-4', '经理反馈有限公司');
    const form = await openForm(PEOPLE.manager, message);
    await sandbox.submit(PEOPLE.manager, form.id, TYPED);
    const answered = await messageFor(alertId, 'channel', (blocks) => blocks.includes('edit_feedback'));
    expect(await openNotice(PEOPLE.owner, answered, 'edit_feedback', '王经理')).toContain('只有本人或其主管');
  });

  it('a download that fails is tried again; one that cannot succeed is said on the alert and to the author', async () => {
    const { sandbox, database, bot } = harness;
    const { alertId } = await opened('P-5', '附件失败有限公司');
    const by = await staffByCode(database, 'S01');
    if (by === null) throw new Error('no such member');
    const flaky = sandbox.uploadAs(PEOPLE.owner, '送货单.pdf', PDF);
    const renamed = sandbox.uploadAs(PEOPLE.owner, '假合同.pdf', Buffer.from('MZ program'));
    sandbox.failNext('files.info', { error: 'internal_error' }, 1);
    await submitFeedback(database, bot.queue, {
      alertId,
      basedOn: 0,
      by,
      surface: 'slack',
      answers: {
        contact_method: 'phone',
        contacted_at: TODAY,
        contact_person: '王芳',
        cause: 'temporary_cash_gap',
        customer_says: '本月底收到下游货款后立即支付',
        no_promise_reason: '给不出日期',
        recovery: 'likely',
        recovery_percent: 90,
        proposed_action: 'watch',
        attachments: [flaky, renamed, 'F0GONE'],
      },
      files: [
        { slackFileId: flaky, name: '送货单.pdf', sizeBytes: null, permalink: null },
        { slackFileId: renamed, name: '假合同.pdf', sizeBytes: null, permalink: null },
        { slackFileId: 'F0GONE', name: '已删除.pdf', sizeBytes: null, permalink: null },
      ],
      now: new Date(),
      today: TODAY,
    });
    await vi.waitFor(async () => {
      expect((await filesOf(alertId)).map(({ state, problem }) => `${state} ${problem}`)).toEqual([
        'stored null',
        'failed wrong_content',
        'failed unreachable',
      ]);
    }, PATIENCE);
    const { rows } = await database.pool.query<{ attempts: number }>(
      'SELECT sum(attempts)::int AS attempts FROM feedback_files WHERE alert_id = $1::bigint',
      [alertId],
    );
    expect(rows[0]?.attempts).toBe(3);
    const problems = ['已删除.pdf：无法从 Slack 下载', '假合同.pdf：内容与文件类型不符'];
    await messageFor(alertId, 'channel', (blocks) => problems.every((problem) => blocks.includes(problem)));
    const { rows: told } = await database.pool.query<{ audience: string }>(
      `SELECT audience FROM alert_messages WHERE alert_id = $1::bigint AND audience LIKE 'file:%' ORDER BY audience`,
      [alertId],
    );
    expect(told).toHaveLength(2);
    const direct = await messageFor(alertId, told[0]?.audience ?? '');
    expect(json(direct.blocks)).toContain('附件没有保存成功');
    expect(direct.channel).not.toBe(EAST);
  });
});
