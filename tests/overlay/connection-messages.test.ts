import { WebClient } from '@slack/web-api';
import { requeueUndeliveredConnections } from '@xinshao/db/overlay/connection-message.ts';
import { retryUndelivered, undeliveredNow } from '@xinshao/db/status/undelivered.ts';
import type { SandboxMessage } from '@xinshao/sandbox/types.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { EAST, PEOPLE } from '../slack/support/workspace.ts';
import { ask, codeFor, connect, pair, typed } from './support.ts';

const WAIT = { timeout: 30_000, interval: 100 };
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36 Edg/143.0';

describe('what people are told of the browsers that are connected in their name', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness?.close());

  /** The direct messages of all connections of one person, oldest first. */
  const told = async (person: string): Promise<SandboxMessage[]> => {
    const { rows } = await harness.database.pool.query<{ id: string; channel: string }>(
      `SELECT message.id::text, message.channel FROM connection_messages message
       JOIN access_tokens token ON token.id = message.token_id
       WHERE token.slack_user_id = $1 AND message.channel IS NOT NULL ORDER BY message.id`,
      [person],
    );
    return rows.flatMap(({ id, channel }) =>
      harness.sandbox.messages(channel).filter(({ metadata }) => metadata?.event_payload.message_id === id),
    );
  };
  /** The latest one, once there are so many and it reads so. */
  const latest = (person: string, count: number, reads: RegExp): Promise<SandboxMessage> =>
    vi.waitFor(async () => {
      const found = await told(person);
      expect(found).toHaveLength(count);
      const last = found.at(-1);
      if (last === undefined) throw new Error('nothing was told');
      expect(JSON.stringify(last.blocks)).toMatch(reads);
      return last;
    }, WAIT);
  const works = async (token: string): Promise<boolean> =>
    (await ask(harness, 'POST', '/lookups', { token, body: { prefixes: [] } })).status === 200;
  const said = (person: string, text: RegExp): Promise<unknown> =>
    vi.waitFor(() => {
      const shown = harness.sandbox.ephemeral(person).map(({ blocks }) => JSON.stringify(blocks));
      expect(shown.filter((one) => text.test(one)).length).toBeGreaterThan(0);
    }, WAIT);
  const endings = async (staffCode: string): Promise<number> => {
    const { rows } = await harness.database.pool.query(
      `SELECT FROM audit_log WHERE action = 'extension_disconnected' AND actor = $1 AND surface = 'slack'`,
      [staffCode],
    );
    return rows.length;
  };

  it('which browser and when, in their language; one press ends it, a second one changes nothing more', async () => {
    const { body } = await pair(harness, await codeFor(harness, PEOPLE.owner), { 'user-agent': WINDOWS });
    const message = await latest(PEOPLE.owner, 1, /Edge 143, Windows 已于 20\d\d-\d\d-\d\d \d\d:\d\d/);
    expect(JSON.stringify(message.blocks)).toMatch(/不是您本人.*断开此浏览器/);
    expect(await works(body.token)).toBe(true);
    await Promise.all([1, 2].map(() => harness.sandbox.click(PEOPLE.owner, message, 'end_connection')));
    await said(PEOPLE.owner, /已断开 1 个/);
    await said(PEOPLE.owner, /此前已断开/);
    expect(await works(body.token)).toBe(false);
    expect(await endings('S01')).toBe(1);
    const ended = await latest(PEOPLE.owner, 1, /该连接已于 .* 断开/);
    expect(JSON.stringify(ended.blocks)).not.toContain('end_connection');
  });

  it('nobody else can end it, whatever number they press', async () => {
    const { token } = await connect(harness, PEOPLE.english);
    const message = await latest(PEOPLE.english, 1, /in your name on .*If this was not you/);
    const elsewhere = new WebClient(harness.sandbox.botToken, { slackApiUrl: harness.sandbox.apiUrl });
    const copied = await elsewhere.apiCall('chat.postMessage', {
      channel: EAST,
      text: 'copied',
      blocks: message.blocks,
    });
    await harness.sandbox.click(
      PEOPLE.risk,
      { channel: EAST, ts: String(Reflect.get(copied, 'ts')) },
      'end_connection',
    );
    await said(PEOPLE.risk, /只有本人可以断开/);
    expect(await works(token)).toBe(true);
    await harness.sandbox.click(PEOPLE.english, message, 'end_connection');
    await said(PEOPLE.english, /Disconnected 1 browser/);
    expect(await works(token)).toBe(false);
    await latest(PEOPLE.english, 1, /sees nothing any more/);
  });

  it('ended in another way, by /credit disconnect or in the browser, the messages show it', async () => {
    const first = await connect(harness, PEOPLE.manager);
    await latest(PEOPLE.manager, 1, /end_connection/);
    await ask(harness, 'POST', '/disconnect', { token: first.token });
    await latest(PEOPLE.manager, 1, /该连接已于/);
    await connect(harness, PEOPLE.manager);
    await latest(PEOPLE.manager, 2, /end_connection/);
    await typed(harness, PEOPLE.manager, 'disconnect');
    await latest(PEOPLE.manager, 2, /该连接已于/);
  });

  it('Slack is away, and the message is lost on the way: it is told once, when it is back', async () => {
    const { sandbox, bot, database } = harness;
    const code = await codeFor(harness, PEOPLE.risk);
    sandbox.outage(true);
    const { status, body } = await pair(harness, code);
    expect(status).toBe(200);
    await vi.waitFor(() => expect(harness.logged.join('')).toContain('"queue":"deliver-connection"'), WAIT);
    await database.pool.query(`DELETE FROM pgboss.job WHERE name = 'deliver-connection'`);
    expect(await told(PEOPLE.risk)).toEqual([]);
    sandbox.outage(false);
    const requeue = (at: number) => requeueUndeliveredConnections(database, bot.queue, new Date(at), 10);
    const later = Date.now() + 11 * 60_000;
    expect([await requeue(Date.now()), await requeue(later), await requeue(later)]).toEqual([0, 1, 0]);
    await latest(PEOPLE.risk, 1, /end_connection/);
    await ask(harness, 'POST', '/disconnect', { token: body.token });
    await latest(PEOPLE.risk, 1, /该连接已于/);
  });

  it('what Slack refused stands among what was not delivered, and is sent when it is tried again', async () => {
    const { sandbox, bot, database } = harness;
    const code = await codeFor(harness, PEOPLE.secondRisk);
    sandbox.failNext('conversations.open', { error: 'user_disabled' });
    await pair(harness, code);
    await vi.waitFor(async () => {
      const item = { kind: 'connection', what: 'connection R02', problem: 'user_disabled: staff R02' };
      expect((await undeliveredNow(database, 10)).items).toContainEqual(expect.objectContaining(item));
    }, WAIT);
    expect(await retryUndelivered(database, bot.queue, new Date())).toBeGreaterThan(0);
    await latest(PEOPLE.secondRisk, 1, /end_connection/);
    const { items } = await undeliveredNow(database, 10);
    expect(items.filter(({ kind }) => kind === 'connection')).toEqual([]);
  });
});
