import type { BotOptions } from '@xinshao/bot/start/bot.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, startTestBot } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, GENERAL } from './support/workspace.ts';

let harness: Harness;
let number = 0;

beforeAll(async () => {
  harness = await startHarness('socket');
});
afterEach(() => harness.sandbox.outage(false));
afterAll(() => harness.close());

const newAlert = async (options: { owner?: string | null; team?: string | null; openedAt?: Date } = {}) => {
  number += 1;
  const customerId = await seedCustomer(harness.database, { code: `F${number}`, name: `故障测试${number}有限公司` });
  return seedAlert(harness.database, { customerId, ...options });
};

const inChannel = (channel: string, alertId: string) =>
  harness.sandbox.messages(channel).filter((message) => String(message.metadata?.event_payload.alert_id) === alertId);

const rowOf = async (alertId: string, audience: 'channel' | 'owner' = 'channel') => {
  const { rows } = await harness.database.pool.query<{ state: string; channel: string; ts: string; error: string }>(
    'SELECT state, channel, ts, error FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2',
    [alertId, audience],
  );
  return rows[0];
};

/** Waits until the delivery reached the state, then a little longer: a second message would come now. */
const settled = async (alertId: string, state: string, audience: 'channel' | 'owner' = 'channel') => {
  for (let tries = 0; tries < 200; tries++) {
    if ((await rowOf(alertId, audience))?.state === state) {
      await new Promise((wake) => setTimeout(wake, 1_500));
      return rowOf(alertId, audience);
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`alert ${alertId} did not become ${state}: ${JSON.stringify(await rowOf(alertId, audience))}`);
};

describe('an alert is posted exactly once', () => {
  it('when the process died after the alert was stored and before anything was sent', async () => {
    const alertId = await newAlert();
    await harness.bot.stop();
    // The transaction that stored the alert queued its deliveries too; nobody has worked on them yet.
    const queue = await openQueue(harness.database.url, { works: false });
    await queueAlert(harness.database, queue, alertId);
    await queue.stop({ graceful: false });
    const bot = await startTestBot('socket', harness.database, harness.sandbox, harness.logged);
    Object.assign(harness, { bot });
    await settled(alertId, 'posted');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
  });

  it('when the process died after claiming it and before Slack got it', async () => {
    const alertId = await newAlert();
    await harness.database.pool.query(
      `INSERT INTO alert_messages (alert_id, audience, state, claimed_at, channel)
       VALUES ($1::bigint, 'channel', 'claimed', now() - interval '61 seconds', $2)`,
      [alertId, EAST],
    );
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await settled(alertId, 'posted');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
  });

  it('when Slack posted it and the answer was lost: the message is found again by its metadata', async () => {
    const alertId = await newAlert({ owner: null });
    harness.sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    const row = await settled(alertId, 'posted');
    const [message, ...more] = inChannel(EAST, alertId);
    expect(more).toEqual([]);
    expect(row?.ts).toBe(message?.ts);
  });

  it('when another process has just claimed it: this one waits its turn', async () => {
    const alertId = await newAlert({ owner: null });
    await harness.database.pool.query(
      `INSERT INTO alert_messages (alert_id, audience, state, claimed_at, channel)
       VALUES ($1::bigint, 'channel', 'claimed', now(), $2)`,
      [alertId, EAST],
    );
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await new Promise((wake) => setTimeout(wake, 3_000));
    expect(inChannel(EAST, alertId)).toEqual([]);
    expect((await rowOf(alertId))?.state).toBe('claimed');
  });

  it('when the same delivery is queued five times and two bots work', async () => {
    const second = await startTestBot('socket', harness.database, harness.sandbox, harness.logged);
    const alertId = await newAlert();
    for (let time = 0; time < 5; time++) await queueAlert(harness.database, second.queue, alertId);
    await settled(alertId, 'posted');
    await settled(alertId, 'posted', 'owner');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
    await second.stop();
  });

  it('when Slack says 429: it waits as long as Slack asks', async () => {
    const alertId = await newAlert({ owner: null });
    harness.sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 2 });
    const started = Date.now();
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await settled(alertId, 'posted');
    expect(Date.now() - started).toBeGreaterThan(2_000);
    expect(inChannel(EAST, alertId)).toHaveLength(1);
  });

  it('when Slack is out for a while', async () => {
    const alertId = await newAlert({ owner: null });
    harness.sandbox.outage(true);
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await new Promise((wake) => setTimeout(wake, 2_000));
    harness.sandbox.outage(false);
    await settled(alertId, 'posted');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
  });
});

describe('what goes wrong later', () => {
  it('every database connection breaks: the bot connects again and delivers', async () => {
    await harness.database.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const alertId = await newAlert({ owner: null });
    const queue = await openQueue(harness.database.url, { works: false });
    await queueAlert(harness.database, queue, alertId);
    await queue.stop({ graceful: false });
    await settled(alertId, 'posted');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
  });

  it('a message that somebody deleted is posted again, once, when its alert changes; not once it is closed', async () => {
    const alertId = await newAlert({ owner: null });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await settled(alertId, 'posted');
    await harness.database.pool.query('UPDATE alerts SET version = version + 1 WHERE id = $1::bigint', [alertId]);
    harness.sandbox.failNext('chat.update', { error: 'message_not_found' });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await harness.sandbox.waitFor(() => inChannel(EAST, alertId).length > 1, 20_000);
    expect((await settled(alertId, 'posted'))?.ts).toBe(inChannel(EAST, alertId)[1]?.ts);
    expect(inChannel(EAST, alertId)).toHaveLength(2);
    await harness.database.pool.query(
      `UPDATE alerts SET version = version + 1, state = 'closed' WHERE id = $1::bigint`,
      [alertId],
    );
    harness.sandbox.failNext('chat.update', { error: 'message_not_found' });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await vi.waitFor(async () => expect((await rowOf(alertId))?.error).toBe('message_not_found'), { timeout: 20_000 });
    expect(inChannel(EAST, alertId)).toHaveLength(2);
  });
});

describe('where an alert cannot be posted', () => {
  it('a channel that is archived or gone: the general channel gets it, and the reason is kept and logged', async () => {
    await harness.database.pool.query(
      `INSERT INTO teams (code, name, slack_channel) VALUES ('OLD', '旧', '信用-旧'), ('GONE', '无', '信用-不存在')`,
    );
    for (const [team, reason] of [
      ['OLD', 'is_archived'],
      ['GONE', 'channel_not_found'],
    ] as const) {
      const alertId = await newAlert({ team, owner: null });
      await queueAlert(harness.database, harness.bot.queue, alertId);
      const row = await settled(alertId, 'posted');
      expect(inChannel(GENERAL, alertId)).toHaveLength(1);
      expect(row?.error).toContain(reason);
    }
    expect(harness.logged.join('')).toContain('is_archived');
    // The risk officers are told of each channel once, however many alerts meet it.
    const again = await newAlert({ team: 'OLD', owner: null });
    await queueAlert(harness.database, harness.bot.queue, again);
    await settled(again, 'posted');
    const { rows } = await harness.database.pool.query<{ channel: string | null; place: string; code: string }>(
      `SELECT channel, place, details ->> 'code' AS code FROM notices WHERE kind = 'trouble' ORDER BY place, code`,
    );
    expect(rows.map(({ place, code }) => `${place} ${code}`)).toEqual([
      'staff:R01 channel_not_found',
      'staff:R01 is_archived',
      'staff:R02 channel_not_found',
      'staff:R02 is_archived',
    ]);
    const told = await vi.waitFor(
      () => {
        const found = rows.flatMap(({ channel }) => (channel === null ? [] : harness.sandbox.messages(channel)));
        expect(found.some(({ text }) => text.includes('信用-旧') && text.includes('频道已归档'))).toBe(true);
        expect(found.some(({ text }) => text.includes('the channel is archived'))).toBe(true);
        return found;
      },
      { timeout: 20_000 },
    );
    expect(new Set(told.map(({ ts }) => ts)).size).toBe(4);
  });

  it('a workspace that refuses a block gets the message without it, or as text', async () => {
    const alertId = await newAlert({ owner: null });
    harness.sandbox.failNext('chat.postMessage', { error: 'invalid_blocks' });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await settled(alertId, 'posted');
    const [message] = inChannel(EAST, alertId);
    expect(message?.blocks).toEqual([]);
    expect(message?.text).toContain('故障测试');
  });

  it('an owner whom Slack does not know: the channel still gets it, the owner’s message says why not', async () => {
    await harness.database.pool.query(`INSERT INTO staff (code, name, role) VALUES ('S99', '未绑定', 'sales')`);
    const alertId = await newAlert({ owner: 'S99' });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await settled(alertId, 'posted');
    expect((await settled(alertId, 'failed', 'owner'))?.error).toContain('S99');
    expect(JSON.stringify(inChannel(EAST, alertId)[0]?.blocks)).toContain('未绑定');
  });

  it('a token revoked meanwhile: nothing is lost, a sweep delivers it once the token is right again', async () => {
    const alertId = await newAlert({ owner: null, openedAt: new Date(Date.now() - 3_600_000) });
    harness.sandbox.failNext('chat.postMessage', { error: 'token_revoked' });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    expect((await settled(alertId, 'failed'))?.error).toBe('token_revoked');
    const restarted = await startTestBot('socket', harness.database, harness.sandbox, harness.logged);
    await settled(alertId, 'posted');
    expect(inChannel(EAST, alertId)).toHaveLength(1);
    await restarted.stop();
  });
});

describe('a token that Slack rejects', () => {
  const start = (connection: BotOptions['connection']) =>
    startTestBot('socket', harness.database, harness.sandbox, harness.logged, { connection });

  it('stops the start and names the variable', async () => {
    const { apiUrl, botToken, appToken } = harness.sandbox;
    const connection = { mode: 'socket', botToken: 'xoxb-wrong', appToken, apiUrl } as const;
    await expect(start(connection)).rejects.toMatchObject({ variable: 'SLACK_BOT_TOKEN', code: 'invalid_auth' });
    await expect(start({ mode: 'socket', botToken, appToken: 'xapp-wrong', apiUrl })).rejects.toMatchObject({
      variable: 'SLACK_APP_TOKEN',
    });
    expect(harness.logged.join('')).not.toContain('xoxb-wrong');
  });
});
