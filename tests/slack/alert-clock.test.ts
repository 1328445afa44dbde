import { readFileSync } from 'node:fs';
import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { claimDueSteps } from '@xinshao/db/alerts/claim-due-steps.ts';
import { startClock } from '@xinshao/db/alerts/set-clock.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { planSteps } from '@xinshao/db/notices/plan-steps.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, startTestBot } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const shipped = (name: string) => readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
const policy = parsePolicy(shipped('trade-credit.yaml'));
const company = parseCompanySettings(shipped('company.yaml'));
if (!policy.ok || !company.ok) throw new Error('the shipped policies are broken');

/** A Monday, 09:00 in Shanghai. */
const START = new Date('2025-10-27T01:00:00Z');
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
const CLOCK = clockSteps('red', START, policy.policy, company.value);
/** Long after the last step. */
const THE_END = 60 * 24 * 10;

let harness: Harness;
let clock = START;
let number = 0;
const bot = { now: () => clock, sweepStepsEvery: 200 };

beforeAll(async () => {
  harness = await startHarness('socket', { bot });
  await harness.database.pool.query(
    `INSERT INTO staff (code, name, role, slack_user_id) VALUES ('E01', '孙总', 'executive', $1)`,
    [PEOPLE.stranger],
  );
});
afterEach(() => {
  clock = START;
});
afterAll(() => harness.close());

interface Sent {
  readonly step: string;
  readonly place: string;
  readonly recipient: string | null;
  readonly texts: string;
  readonly mentions: readonly string[];
  readonly broadcast: boolean;
  readonly threadTs: string | undefined;
}

/** Every message of the alert's clock that stands in Slack, in the order it was posted. */
const sent = async (alertId: string): Promise<Sent[]> => {
  const { rows } = await harness.database.pool.query<{
    id: string;
    step: string;
    place: string;
    recipient: string | null;
    channel: string | null;
  }>('SELECT id::text, step, place, recipient, channel FROM alert_steps WHERE alert_id = $1::bigint', [alertId]);
  const channels = new Set(rows.flatMap(({ channel }) => (channel === null ? [] : [channel])));
  return [...channels]
    .flatMap((channel) => harness.sandbox.messages(channel))
    .filter(({ metadata }) => metadata?.event_type === 'xinshao_alert_step')
    .filter(({ metadata }) => String(metadata?.event_payload.alert_id) === alertId)
    .sort((one, other) => Number(one.ts) - Number(other.ts))
    .map((message) => {
      const row = rows.find(({ id }) => id === String(message.metadata?.event_payload.step_id));
      return {
        step: row?.step ?? '',
        place: row?.place ?? '',
        recipient: row?.recipient ?? null,
        texts: message.text + JSON.stringify(message.blocks),
        mentions: message.mentions.users,
        broadcast: message.broadcast,
        threadTs: message.threadTs,
      };
    });
};
const told = async (alertId: string) =>
  (await sent(alertId)).map(({ step, place, recipient }) => `${step} ${place} ${recipient}`).sort();

const pause = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));

/** Whether no message of the alert's clock is on its way, or waits to be tried again. */
const idle = async (alertId: string) => {
  const { rows } = await harness.database.pool.query(
    `SELECT FROM alert_steps WHERE alert_id = $1::bigint AND state IN ('pending', 'sending')`,
    [alertId],
  );
  return rows.length === 0;
};

/** Waits until so many messages stand and nothing more is on its way, then a little longer: one too many would come now. */
const settled = async (alertId: string, count: number) => {
  for (let tries = 0; tries < 200; tries++) {
    if ((await sent(alertId)).length >= count && (await idle(alertId))) break;
    await pause(100);
  }
  await pause(1_200);
  return told(alertId);
};

/** An alert opened at START whose message stands in the channel. */
const newAlert = async (more: { owner?: string | null } = {}) => {
  number += 1;
  const code = `U${number}`;
  const customerId = await seedCustomer(harness.database, {
    code,
    name: `时钟测试${number}<!channel>有限公司`,
    ...more,
  });
  const alertId = await seedAlert(harness.database, { customerId, openedAt: START, ...more });
  await startClock(harness.database.pool, alertId, CLOCK);
  await queueAlert(harness.database, harness.bot.queue, alertId);
  const message = await harness.sandbox.waitFor(
    () => harness.sandbox.messages(EAST).find((one) => String(one.metadata?.event_payload.alert_id) === alertId),
    15_000,
  );
  return { alertId, code, message };
};

const ANSWERS = {
  contact_method: { value: 'phone' },
  contacted_at: { value: '2025-10-27' },
  contact_person: { value: '王芳，财务经理' },
  cause: { value: 'temporary_cash_gap' },
  customer_says: { value: '本月底收到下游货款后立即支付' },
  promise_date: { value: '2099-12-31' },
  promise_amount: { value: '300,000' },
  recovery: { value: 'likely' },
  recovery_percent: { value: '90' },
  proposed_action: { value: 'watch' },
};

const answer = async (message: { channel: string; ts: string }) => {
  const { sandbox } = harness;
  await sandbox.click(PEOPLE.owner, { channel: message.channel, ts: message.ts }, 'open_feedback');
  const form = await sandbox.waitFor(
    () => sandbox.openModals(PEOPLE.owner).find((view) => view.callback_id !== ''),
    10_000,
  );
  const result = await sandbox.submit(PEOPLE.owner, form.id, ANSWERS);
  expect(JSON.stringify(result.updated ?? result)).toContain('反馈已保存');
  for (const view of sandbox.openModals(PEOPLE.owner)) await sandbox.closeModal(PEOPLE.owner, view.id, true);
};

const restartBot = async () => {
  Object.assign(harness, { bot: await startTestBot('socket', harness.database, harness.sandbox, harness.logged, bot) });
};

/** What `/credit <code>` shows the owner. */
const card = async (code: string) => {
  const before = harness.sandbox.ephemeral(PEOPLE.owner).length;
  await harness.sandbox.command(PEOPLE.owner, EAST, `/credit ${code}`);
  const shown = await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(PEOPLE.owner)[before], 10_000);
  return JSON.stringify(shown.blocks);
};

const overdueWithoutReminder = async () => {
  const text = await (await fetch(`${harness.bot.url}/metrics`)).text();
  return /^xinshao_alerts_overdue_without_reminder (\d+)$/m.exec(text)?.[1];
};

/** The alert is out of the way of the next test. */
const close = (alertId: string) =>
  harness.database.pool.query(`UPDATE alerts SET state = 'closed', clock_steps = '[]' WHERE id = $1::bigint`, [
    alertId,
  ]);

describe('an alert that nobody answers', () => {
  it('climbs the chain step by step, each told once by two replicas, until new credit is on hold; an answer lifts it', async () => {
    const second = await startTestBot('socket', harness.database, harness.sandbox, harness.logged, bot);
    try {
      const { alertId, code, message } = await newAlert();
      clock = after(59);
      await pause(1_000);
      expect(await told(alertId)).toEqual([]);

      clock = after(60);
      expect(await settled(alertId, 1)).toEqual(['reminder_1 direct S01']);
      const [reminder] = await sent(alertId);
      expect(reminder?.texts).toContain('请反馈');
      expect(reminder?.texts).toContain('open_feedback');

      clock = after(120);
      expect(await settled(alertId, 4)).toEqual([
        'escalation_1 direct M01',
        'escalation_1 thread M01',
        'reminder_1 direct S01',
        'reminder_2 direct S01',
      ]);
      const inThread = (await sent(alertId)).find(({ place }) => place === 'thread');
      expect(inThread).toMatchObject({ mentions: [PEOPLE.manager], broadcast: true, threadTs: message.ts });
      expect(inThread?.texts).toContain('张三');
      expect(await overdueWithoutReminder()).toBe('0');
      expect(await card(code)).not.toContain('新增授信');

      clock = after(THE_END);
      // Each person is told once; in the thread the latest escalation stands for the one before it.
      expect(await settled(alertId, 8)).toEqual([
        'escalation_1 direct M01',
        'escalation_1 thread M01',
        'escalation_2 direct R01',
        'escalation_3 direct E01',
        'escalation_3 thread E01',
        'hold direct S01',
        'reminder_1 direct S01',
        'reminder_2 direct S01',
      ]);
      for (const { place, mentions, broadcast } of await sent(alertId)) {
        expect(mentions).toHaveLength(place === 'thread' ? 1 : 0);
        expect(broadcast).toBe(place === 'thread');
      }
      expect(await card(code)).toContain('新增授信自 2025-11-06 09:00 起暂停');

      await answer(message);
      expect(await card(code)).not.toContain('新增授信');
      expect(await settled(alertId, 8)).toHaveLength(8);
    } finally {
      await second.stop();
    }
  }, 90_000);
});

describe('an alert that is answered in time', () => {
  it('is followed by silence, however late it gets', async () => {
    const { alertId, message } = await newAlert();
    clock = after(30);
    await answer(message);
    clock = after(THE_END);
    await pause(1_500);
    expect(await told(alertId)).toEqual([]);
    const { rows } = await harness.database.pool.query('SELECT FROM alert_steps WHERE alert_id = $1::bigint', [
      alertId,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('who reads what', () => {
  it('a person their own language, the channel the company’s; a customer called <!channel> pings nobody', async () => {
    const { alertId } = await newAlert({ owner: 'S03' });
    clock = after(120);
    await settled(alertId, 3);
    const messages = await sent(alertId);
    // The half-time reminder was missed: the one at the deadline stands for it, and says how things are.
    expect(messages.map(({ step }) => step)).not.toContain('reminder_1');
    const [reminder] = messages.filter(({ step }) => step === 'reminder_2');
    expect(reminder?.texts).toContain('Feedback overdue');
    const [escalation] = messages.filter(({ place }) => place === 'thread');
    expect(escalation?.texts).toContain('逾期未反馈');
    expect(escalation?.texts).toContain('&lt;!channel&gt;');
    expect(escalation?.mentions).toEqual([PEOPLE.manager]);
    await close(alertId);
  });
});

describe('a step is sent exactly once', () => {
  it('when the process died after taking the step and before sending anything', async () => {
    const { alertId } = await newAlert();
    await harness.bot.stop();
    const queue = await openQueue(harness.database.url, { works: false });
    clock = after(60);
    expect(await claimDueSteps(harness.database, queue, clock)).toBe(1);
    await queue.stop({ graceful: false });
    await restartBot();
    expect(await settled(alertId, 1)).toEqual(['reminder_1 direct S01']);
    await close(alertId);
  });

  it.each([
    ['when the connection broke before Slack did anything', { timeout: 10 }],
    ['when Slack posted it and the answer was lost', { dropAfterCommit: true }],
    ['when Slack says 429', { error: 'ratelimited', retryAfter: 1 }],
    ['when Slack has an outage of its own', { error: 'internal_error' }],
  ] as const)(
    '%s',
    async (_case, fault) => {
      const { alertId } = await newAlert();
      clock = after(110);
      await settled(alertId, 1);
      // The deadline: a reminder, and an escalation to a person and in the thread.
      harness.sandbox.failNext('chat.postMessage', fault, 3);
      clock = after(120);
      expect(await settled(alertId, 4)).toEqual([
        'escalation_1 direct M01',
        'escalation_1 thread M01',
        'reminder_1 direct S01',
        'reminder_2 direct S01',
      ]);
      await close(alertId);
    },
    40_000,
  );

  it('when a dead process left its claim behind: it is looked for in Slack, and sent a minute later', async () => {
    const { alertId } = await newAlert();
    await harness.bot.stop();
    const queue = await openQueue(harness.database.url, { works: false });
    clock = after(60);
    await claimDueSteps(harness.database, queue, clock);
    await planSteps(harness.database, queue, DEFAULT_NOTICE_RULES, clock);
    await queue.stop({ graceful: false });
    await harness.database.pool.query(
      `UPDATE alert_steps SET state = 'sending', sending_at = $2, channel = 'C0GENERAL' WHERE alert_id = $1::bigint`,
      [alertId, clock],
    );
    await restartBot();
    await pause(2_000);
    expect(await told(alertId)).toEqual([]);
    clock = after(61);
    expect(await settled(alertId, 1)).toEqual(['reminder_1 direct S01']);
    await close(alertId);
  }, 40_000);

  it('and not at all when the answer came between the step and its message', async () => {
    const { alertId } = await newAlert();
    await harness.bot.stop();
    const queue = await openQueue(harness.database.url, { works: false });
    clock = after(60);
    expect(await claimDueSteps(harness.database, queue, clock)).toBe(1);
    const stored = await submitFeedback(harness.database, queue, {
      alertId,
      basedOn: 0,
      by: { code: 'S01', role: 'sales', teamCode: 'EAST' },
      surface: 'slack',
      answers: {
        contact_method: 'phone',
        contacted_at: '2025-10-27',
        contact_person: '王芳',
        cause: 'temporary_cash_gap',
        customer_says: '本月底收到下游货款后立即支付',
        recovery: 'likely',
        recovery_percent: 90,
        proposed_action: 'watch',
      },
      now: clock,
      today: '2025-10-27',
    });
    expect(stored.outcome).toBe('stored');
    await queue.stop({ graceful: false });
    await restartBot();
    const state = async () => {
      const { rows } = await harness.database.pool.query<{ state: string }>(
        'SELECT state FROM alert_steps WHERE alert_id = $1::bigint',
        [alertId],
      );
      return rows.map((row) => row.state);
    };
    for (let tries = 0; tries < 100 && (await state())[0] === 'pending'; tries++) await pause(100);
    expect(await state()).toEqual(['stale']);
    expect(await told(alertId)).toEqual([]);
  });
});

describe('when nobody can be told', () => {
  it('the reason is kept, the metric counts it, and it is sent once the staff list is right', async () => {
    await harness.database.pool.query(`INSERT INTO staff (code, name, role) VALUES ('S99', '未绑定', 'sales')`);
    const { alertId } = await newAlert({ owner: 'S99' });
    // Nor is anybody above them left to be told instead.
    await harness.database.pool.query(`UPDATE staff SET left_at = now() WHERE code <> 'S99'`);
    await harness.database.pool.query(
      `UPDATE alerts SET clock_steps = jsonb_path_query_array(clock_steps, '$[0 to 1]') WHERE id = $1::bigint`,
      [alertId],
    );
    clock = after(126);
    const failed = { state: 'failed', error: 'no_slack_user: staff S99' };
    await vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query(
          'SELECT state, error FROM alert_steps WHERE alert_id = $1 ORDER BY id',
          [alertId],
        );
        expect(rows).toEqual([{ state: 'superseded', error: null }, failed]);
      },
      { timeout: 15_000, interval: 100 },
    );
    expect(await overdueWithoutReminder()).toBe('1');
    await harness.database.pool.query(`UPDATE staff SET email = 'byemail@example.com' WHERE code = 'S99'`);
    // Refused once, it is tried again after twice the ten minutes.
    clock = after(147);
    expect(await settled(alertId, 1)).toEqual(['reminder_2 direct S99']);
    expect(await overdueWithoutReminder()).toBe('0');
    await harness.database.pool.query('UPDATE staff SET left_at = NULL');
    await close(alertId);
  }, 60_000);
});
