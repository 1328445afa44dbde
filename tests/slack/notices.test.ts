import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { claimDueSteps } from '@xinshao/db/alerts/claim-due-steps.ts';
import { countOverdueWithoutReminder } from '@xinshao/db/alerts/overdue.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { planDigest } from '@xinshao/db/notices/plan-digest.ts';
import { planSteps } from '@xinshao/db/notices/plan-steps.ts';
import { toldOfAlert } from '@xinshao/db/notices/told-of-alert.ts';
import { retryUndelivered, undeliveredNow } from '@xinshao/db/status/undelivered.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, startTestBot } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, GENERAL, PEOPLE } from './support/workspace.ts';

let harness: Harness;
let number = 0;
const WAIT = { timeout: 20_000, interval: 100 };
const moment = () => ({ now: new Date(), timeZone: 'Asia/Shanghai' });

beforeAll(async () => {
  harness = await startHarness('socket');
});
afterAll(() => harness.close());

/** Alerts as a run leaves them, before anybody was told; the later ones are the more exposed. */
const newAlerts = async (
  severities: readonly Severity[],
  more: { owner?: string | null; team?: string | null; openedAt?: Date } = {},
) => {
  const ids: string[] = [];
  for (const severity of severities) {
    number += 1;
    const customerId = await seedCustomer(harness.database, {
      code: `N${number}`,
      name: `降噪${number}有限公司`,
      ...more,
    });
    const id = await seedAlert(harness.database, { customerId, severity, ...more });
    await harness.database.pool.query('UPDATE alerts SET exposure_fen = $2 WHERE id = $1::bigint', [
      id,
      number * 100_000,
    ]);
    ids.push(id);
  }
  return ids;
};

/** What the end of a monitor run does with what it found. */
const runFound = async (
  alertIds: readonly string[],
  audiences: readonly ('channel' | 'owner')[] = ['channel', 'owner'],
) => {
  const { database, bot } = harness;
  const { rows } = await database.pool.query<{ alertId: string; severity: Severity }>(
    'SELECT id::text AS "alertId", severity FROM alerts WHERE id = ANY($1::bigint[]) ORDER BY id',
    [alertIds],
  );
  const deliveries = rows.flatMap((row) => audiences.map((audience) => ({ ...row, audience })));
  await withinTransaction(database, (transaction) =>
    planDeliveries(transaction, bot.queue, deliveries, DEFAULT_NOTICE_RULES, new Date()),
  );
};

const everyChannel = async () => {
  const { rows } = await harness.database.pool.query<{ channel: string }>(
    `SELECT DISTINCT channel FROM (SELECT channel FROM notices UNION SELECT channel FROM alert_messages
       UNION SELECT channel FROM alert_steps) AS known WHERE channel IS NOT NULL`,
  );
  return rows.flatMap(({ channel }) => harness.sandbox.messages(channel));
};
/** The messages about many alerts that list this one, by the notice's number. */
const noticesOf = async (alertId: string) => {
  const { rows } = await harness.database.pool.query<{ id: string; kind: string; place: string; state: string }>(
    `SELECT notice.id::text, kind, place, state FROM notices notice JOIN notice_items item ON item.notice_id = notice.id
     WHERE item.alert_id = $1::bigint ORDER BY notice.id`,
    [alertId],
  );
  return rows;
};
const messageOf = async (noticeId: string) => {
  const found = (await everyChannel()).filter(({ metadata }) => metadata?.event_payload.notice_id === noticeId);
  expect(found).toHaveLength(1);
  const [message] = found;
  if (message === undefined) throw new Error('no message');
  return message;
};
/** At how many customers' details somebody's looks are recorded. */
const looksOf = async (staffCode: string) => {
  const { rows } = await harness.database.pool.query<{ looks: number }>(
    `SELECT count(DISTINCT subject_id)::int AS looks FROM audit_log
     WHERE action = 'customer_viewed' AND actor = $1 AND after::jsonb ->> 'view' = 'details'`,
    [staffCode],
  );
  return rows[0]?.looks;
};
const ownMessages = async (alertId: string) =>
  (await everyChannel()).filter(({ metadata }) => String(metadata?.event_payload.alert_id) === alertId);

describe('a run that finds a lot at once', () => {
  it('gives a channel and an owner one ordered summary each, and every red alert its own messages', async () => {
    const { sandbox } = harness;
    const severities: Severity[] = [...Array(40).fill('yellow'), ...Array(20).fill('orange'), 'red'];
    const ids = await newAlerts(severities);
    await runFound(ids);
    const red = ids.at(-1) ?? '';
    const most = ids.at(-2) ?? '';
    const [inChannel, toOwner, ...others] = await vi.waitFor(async () => {
      const notices = await noticesOf(most);
      expect(notices.map(({ state }) => state)).toEqual(['posted', 'posted']);
      return notices.toSorted((one, other) => (one.place < other.place ? -1 : 1));
    }, WAIT);
    expect(others).toEqual([]);
    expect([inChannel?.place, toOwner?.place]).toEqual(['channel:信用-华东', 'staff:S01']);
    const message = await messageOf(inChannel?.id ?? '');
    expect(message.channel).toBe(EAST);
    const text = JSON.stringify(message.blocks);
    expect(text).toContain('61 张预警单同时触发');
    expect(text).toContain('红色预警单 1 张将另外逐条发送');
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    const order = ids
      .toReversed()
      .map((id) => text.search(new RegExp(`#${id}(?!\\d)`)))
      .filter((at) => at >= 0);
    expect(order).toHaveLength(20);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    await vi.waitFor(async () => expect(await ownMessages(red)).toHaveLength(3), WAIT);
    expect(await toldOfAlert(harness.database, most)).toMatchObject([
      { audience: 'channel', way: 'bundle', at: expect.any(Date) },
      { audience: 'owner', way: 'bundle', at: expect.any(Date) },
    ]);
    expect(await toldOfAlert(harness.database, red)).toMatchObject([
      { audience: 'channel', way: 'own' },
      { audience: 'owner', way: 'own' },
      { audience: 'risk', way: 'own' },
    ]);
    expect(await ownMessages(most)).toEqual([]);

    // Everything else is reached from the list, page by page, and answered from there.
    await sandbox.click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'open_notice');
    const pageText = () => JSON.stringify(sandbox.openModals(PEOPLE.owner).at(-1)?.blocks ?? []);
    await vi.waitFor(() => expect(pageText()).toContain('第 1–40 张，共 61 张'), WAIT);
    const firstPage = pageText();
    await sandbox.click(PEOPLE.owner, { modal: true }, 'notice_next');
    await vi.waitFor(() => expect(pageText()).toContain('第 41–61 张，共 61 张'), WAIT);
    for (const id of ids) expect(firstPage + pageText()).toMatch(new RegExp(`#${id}(?!\\d)`));
    await sandbox.click(PEOPLE.owner, { modal: true }, 'open_feedback', 0);
    const form = await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.owner).find(({ callback_id }) => callback_id.includes('feedback')),
      20_000,
    );
    expect(JSON.stringify(form)).toContain('customer_says');
    await sandbox.closeModal(PEOPLE.owner, form.id, true);

    // Whoever is in the channel may open the list; figures and looks are those of who answers for the customers.
    expect(firstPage).toContain('敞口');
    expect(await looksOf('S01')).toBe(61);
    await sandbox.click(PEOPLE.colleague, { channel: message.channel, ts: message.ts }, 'open_notice');
    const colleagues = await sandbox.waitFor(() => {
      const page = JSON.stringify(sandbox.openModals(PEOPLE.colleague).at(-1)?.blocks ?? []);
      return page.includes('第 1–40 张，共 61 张') ? page : undefined;
    }, 20_000);
    expect(colleagues).toMatch(/截止 .+ · 张三/);
    expect(colleagues).not.toMatch(/敞口|逾期/);
    expect(await looksOf('S02')).toBe(0);

    // An answer shows in the summary.
    await harness.database.pool.query(
      `UPDATE alerts SET state = 'answered', version = version + 1 WHERE id = $1::bigint`,
      [most],
    );
    await queueAlert(harness.database, harness.bot.queue, most);
    await vi.waitFor(async () => {
      const now = JSON.stringify((await messageOf(inChannel?.id ?? '')).blocks);
      expect(now).toContain('已反馈 1/61');
    }, WAIT);
    expect(await ownMessages(most)).toEqual([]);
  }, 90_000);

  it('leaves a few yellow alerts their own messages, and lets four wait for the digest', async () => {
    const few = await newAlerts(['yellow', 'yellow'], { owner: 'S02' });
    await runFound(few);
    for (const id of few) await vi.waitFor(async () => expect(await ownMessages(id)).toHaveLength(2), WAIT);
    const four = await newAlerts(['yellow', 'yellow', 'yellow', 'yellow'], { owner: 'S02' });
    await runFound(four);
    for (const id of four) {
      expect(await toldOfAlert(harness.database, id)).toMatchObject([
        { audience: 'channel', way: 'digest', at: null },
        { audience: 'owner', way: 'digest', at: null },
      ]);
    }
    // One of them gets worse: it does not wait any longer.
    const worse = four[0] ?? '';
    await harness.database.pool.query(
      `UPDATE alerts SET severity = 'red', version = version + 1 WHERE id = $1::bigint`,
      [worse],
    );
    await runFound([worse]);
    await vi.waitFor(async () => expect(await ownMessages(worse)).toHaveLength(3), WAIT);
    expect(await toldOfAlert(harness.database, worse)).toMatchObject([
      { audience: 'channel', way: 'own' },
      { audience: 'owner', way: 'own' },
      { audience: 'risk', way: 'own' },
    ]);
  }, 60_000);
});

describe('the digest', () => {
  it('comes once a day over two replicas, in the reader’s language, without what was answered, and not when empty', async () => {
    const { database, bot } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    const yesterday = new Date(Date.now() - 86_400_000);
    const waiting = await newAlerts(['yellow', 'yellow', 'yellow', 'yellow', 'yellow'], { owner: 'S03' });
    await runFound(waiting);
    const [old = ''] = await newAlerts(['red'], { owner: 'S02', openedAt: yesterday });
    const answered = waiting[4] ?? '';
    await database.pool.query(`UPDATE alerts SET state = 'answered' WHERE id = $1::bigint`, [answered]);
    const began = new Date(Date.now() - 3_600_000);
    const plan = () => planDigest(database, bot.queue, { day: '2026-11-03', began }, moment());
    const planned = await Promise.all([plan(), plan(), plan()]);
    // Risk reads of the answer that waits, and the manager of what is past its deadline.
    expect(planned.filter((count) => count !== null)).toEqual([6]);
    expect(await plan()).toBeNull();
    const digests = await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ id: string; place: string; state: string }>(
        `SELECT id::text, place, state FROM notices WHERE kind = 'digest' ORDER BY place`,
      );
      expect(rows.map(({ place, state }) => `${place} ${state}`)).toEqual([
        'channel:信用-华东 posted',
        'staff:M01 posted',
        'staff:R01 posted',
        'staff:R02 posted',
        'staff:S02 posted',
        'staff:S03 posted',
      ]);
      return rows;
    }, WAIT);
    const [inChannel, , , , second, third] = await Promise.all(
      digests.map(async ({ id }) => JSON.stringify((await messageOf(id)).blocks)),
    );
    expect(inChannel).toContain('新增 4 张，此前未反馈 1 张');
    expect(inChannel).not.toContain(`#${answered}`);
    expect(second).toContain('新增 0 张，此前未反馈 1 张');
    expect(second).toContain(`#${old}`);
    expect(third).toContain('4 new, 0 from earlier days');
    expect(await toldOfAlert(database, waiting[0] ?? '')).toMatchObject([
      { way: 'digest', at: expect.any(Date), problem: null },
      { way: 'digest', at: expect.any(Date), problem: null },
    ]);
    expect(await toldOfAlert(database, answered)).toMatchObject([
      { at: null, problem: 'answered_before' },
      { at: null, problem: 'answered_before' },
    ]);
    // The next day nobody has anything to do: nobody gets a digest.
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    expect(await planDigest(database, bot.queue, { day: '2026-11-04', began: new Date() }, moment())).toBe(0);
  }, 60_000);

  it('is posted once when Slack took it and the answer was lost, and skipped when all was answered meanwhile', async () => {
    const { database, bot, sandbox } = harness;
    const [alert = ''] = await newAlerts(['orange'], { owner: null, openedAt: new Date(Date.now() - 86_400_000) });
    await database.pool.query(`UPDATE alerts SET due_at = now() + interval '1 hour' WHERE id = $1::bigint`, [alert]);
    sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
    await planDigest(database, bot.queue, { day: '2026-11-05', began: new Date() }, moment());
    const [posted] = await vi.waitFor(async () => {
      const notices = await noticesOf(alert);
      expect(notices[0]?.state).toBe('posted');
      return notices;
    }, WAIT);
    await messageOf(posted?.id ?? '');
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 2 });
    await planDigest(database, bot.queue, { day: '2026-11-06', began: new Date() }, moment());
    await vi.waitFor(() => expect(sandbox.requests('chat.postMessage').at(-1)?.error).toBe('ratelimited'), WAIT);
    await database.pool.query(`UPDATE alerts SET state = 'answered' WHERE id = $1::bigint`, [alert]);
    await vi.waitFor(async () => expect((await noticesOf(alert))[1]?.state).toBe('empty'), WAIT);
  }, 60_000);
});

describe('an escalation whose alert has no message in the channel', () => {
  it('is posted into the channel itself', async () => {
    const { database, bot } = harness;
    const [alertId = ''] = await newAlerts(['orange'], { team: null, owner: 'S02' });
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at)
       VALUES ($1::bigint, 1, 'escalation_1', 'thread', 'manager', now(), now(), now()) RETURNING id::text`,
      [alertId],
    );
    await bot.queue.send('send-alert-step', { stepId: rows[0]?.id });
    const message = await vi.waitFor(() => {
      const found = harness.sandbox
        .messages(EAST)
        .concat(harness.sandbox.messages(GENERAL))
        .find(({ metadata }) => metadata?.event_payload.step_id === rows[0]?.id);
      if (found === undefined) throw new Error('not posted');
      return found;
    }, WAIT);
    expect(message.threadTs).toBeUndefined();
    expect(message.mentions.users).toEqual([PEOPLE.manager]);
    expect(JSON.stringify(message.blocks)).toContain('open_feedback');
  }, 30_000);
});

describe('reminders and escalations that an outage held up', () => {
  it('come as one message for each person and channel, with the latest step of each alert', async () => {
    const { database, bot } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed', clock_steps = '[]'`);
    const ids = await newAlerts(['yellow', 'red', 'orange'], { owner: 'S02' });
    const started = Date.now() - 5 * 86_400_000;
    const step = (name: string, audience: string, hours: number) => ({
      step: name,
      audience,
      at: started + hours * 3_600_000,
    });
    const clock = [
      step('reminder_1', 'owner', 1),
      step('reminder_2', 'owner', 2),
      step('escalation_1', 'manager', 2),
      step('escalation_2', 'risk', 6),
    ];
    await database.pool.query('UPDATE alerts SET clock_steps = $2::jsonb, due_at = $3 WHERE id = ANY($1::bigint[])', [
      ids,
      JSON.stringify(clock),
      new Date(started + 2 * 3_600_000),
    ]);
    const now = new Date();
    while ((await claimDueSteps(database, bot.queue, now)) > 0);
    expect(await planSteps(database, bot.queue, DEFAULT_NOTICE_RULES, now)).toBe(3 * 6);
    const notices = await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ id: string; place: string; state: string }>(
        `SELECT id::text, place, state FROM notices WHERE kind = 'steps' ORDER BY place`,
      );
      expect(rows.map(({ place, state }) => `${place} ${state}`)).toEqual([
        'channel:信用-华东 posted',
        'staff:M01 posted',
        'staff:R01 posted',
        'staff:S02 posted',
      ]);
      return rows;
    }, WAIT);
    const [inChannel, , , toOwner] = await Promise.all(
      notices.map(async ({ id }) => JSON.stringify((await messageOf(id)).blocks)),
    );
    expect(inChannel).toContain('🔔 升级');
    expect(toOwner).toContain('3 张预警单等待反馈');
    expect(toOwner).toContain('⏰ 提醒');
    // The heaviest first.
    const order = [ids[1], ids[2], ids[0]].map((id) => toOwner?.search(new RegExp(`#${id}(?!\\d)`)) ?? -1);
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    const { rows } = await database.pool.query<{ state: string; count: number }>(
      'SELECT state, count(*)::int AS count FROM alert_steps WHERE alert_id = ANY($1::bigint[]) GROUP BY state ORDER BY state',
      [ids],
    );
    // Each alert: the first reminder and the first escalation in the channel gave way to the later ones.
    expect(rows).toEqual([
      { state: 'sent', count: 12 },
      { state: 'superseded', count: 6 },
    ]);
    expect(await countOverdueWithoutReminder(database, now)).toBe(0);
    for (const id of ids) expect(await ownMessages(id)).toEqual([]);
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
  }, 60_000);
});

describe('/credit status', () => {
  const status = async (user: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    const result = await harness.sandbox.command(user, EAST, '/credit status');
    if (!result.ok) throw new Error(result.error);
    return vi.waitFor(() => {
      const shown = harness.sandbox.ephemeral(user)[before];
      if (shown === undefined) throw new Error('no answer');
      return shown;
    }, WAIT);
  };

  it('shows risk what was not delivered and why, and has it tried again; others see that something is wrong', async () => {
    const { database, sandbox, bot } = harness;
    expect((await status(PEOPLE.colleague)).text).toContain('信哨运行正常');
    await database.pool.query(`INSERT INTO staff (code, name, role) VALUES ('S77', '<!here>', 'sales')`);
    const [alertId = ''] = await newAlerts(['red'], { owner: 'S77' });
    await queueAlert(database, bot.queue, alertId);
    await vi.waitFor(async () => {
      const told = await toldOfAlert(database, alertId);
      expect(told).toContainEqual(expect.objectContaining({ problem: 'no_slack_user: staff S77' }));
    }, WAIT);
    expect((await status(PEOPLE.colleague)).text).toContain('1 条消息未送达');
    const shown = await status(PEOPLE.risk);
    const text = JSON.stringify(shown.blocks);
    for (const part of ['Slack ✅', '最近监测', '最近导入', '节假日历', `#${alertId}`, '人员名单没有 Slack 帐号']) {
      expect(text).toContain(part);
    }
    const card = await sandbox.command(PEOPLE.risk, EAST, `/credit N${number}`);
    expect(card.ok).toBe(true);
    await vi.waitFor(
      () => expect(JSON.stringify(sandbox.ephemeral(PEOPLE.risk).at(-1)?.blocks)).toContain('未送达负责人'),
      WAIT,
    );
    await database.pool.query(`UPDATE staff SET email = 'byemail@example.com' WHERE code = 'S77'`);
    await sandbox.click(PEOPLE.risk, { channel: EAST, ts: shown.ts }, 'retry_undelivered');
    await vi.waitFor(async () => {
      const told = await toldOfAlert(database, alertId);
      expect(told.filter(({ at }) => at !== null)).toHaveLength(2);
    }, WAIT);
    const counts = await (await fetch(`${bot.url}/metrics`)).text();
    expect(counts).toContain('xinshao_limit_requests_waiting{state="pending"} 0');
    const { rows } = await database.pool.query(`SELECT actor FROM audit_log WHERE action = 'deliveries_retried'`);
    expect(rows).toEqual([{ actor: 'R01' }]);
    expect((await status(PEOPLE.colleague)).text).toContain('信哨运行正常');
  }, 60_000);
});

describe('messages that are not about alerts', () => {
  it('count, show their reason and are tried again', async () => {
    const { database, bot, sandbox } = harness;
    await database.pool.query(
      `WITH asked AS (INSERT INTO prechecks (name, name_key, asked_by, asked_at)
         VALUES ('准客户有限公司', '准客户有限公司', 'S01', now()) RETURNING id)
       INSERT INTO precheck_messages (precheck_id, staff_code, state, error) SELECT id, 'R01', 'failed', 'user_disabled' FROM asked`,
    );
    const metrics = await (await fetch(`${bot.url}/metrics`)).text();
    expect(metrics).toContain('xinshao_messages_undelivered{kind="precheck"} 1');
    const { total, items } = await undeliveredNow(database, 10);
    expect([total, items]).toMatchObject([1, [{ kind: 'precheck', problem: 'user_disabled' }]]);
    expect(await retryUndelivered(database, bot.queue, new Date())).toBe(1);
    await vi.waitFor(
      () => expect(JSON.stringify(sandbox.requests('chat.postMessage'))).toContain('请预审：准客户'),
      WAIT,
    );
    expect(await undeliveredNow(database, 10)).toEqual({ total: 0, items: [] });
  });
});

describe('a red alert while yellow ones queue', () => {
  beforeAll(async () => {
    await harness.close();
    harness = await startHarness('socket', {
      sandbox: { limits: { messagesPerSecondPerChannel: 1, messageBurst: 2, methodTiers: false } },
    });
  });

  it('passes them, over two replicas, and no channel gets more than a message a second', async () => {
    const second = await startTestBot('socket', harness.database, harness.sandbox, harness.logged);
    try {
      const yellow = await newAlerts(Array(40).fill('yellow'), { owner: null });
      for (const alertId of yellow) {
        await second.queue.send('deliver-alert', { alertId, audience: 'channel' }, { priority: 1 });
      }
      // Risk is told of a red alert in a message of its own: what counts here is the channel's.
      const inChannel = async (alertId: string) =>
        (await ownMessages(alertId)).filter(({ channel }) => channel === EAST);
      await vi.waitFor(async () => expect(await inChannel(yellow[0] ?? '')).toHaveLength(1), WAIT);
      const seconds: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const [red = ''] = await newAlerts(['red'], { owner: null });
        await runFound([red], ['channel']);
        const started = performance.now();
        await vi.waitFor(async () => expect(await inChannel(red)).toHaveLength(1), { ...WAIT, interval: 20 });
        seconds.push((performance.now() - started) / 1000);
      }
      expect(Math.max(...seconds)).toBeLessThan(3);
      // A workspace that lets two messages at once pass and then one a second has refused none.
      const posts = harness.sandbox.requests('chat.postMessage').filter(({ args }) => args.channel === EAST);
      expect(posts.filter(({ ok }) => ok).length).toBeGreaterThan(3);
      expect(posts.filter(({ error }) => error === 'ratelimited')).toEqual([]);
    } finally {
      await second.stop();
    }
  }, 90_000);
});
