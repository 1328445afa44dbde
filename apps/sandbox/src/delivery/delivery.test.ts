import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startSandbox } from '../start-sandbox.ts';
import { startSocketApp } from '../testing/demo-app.ts';
import { testWorkspace } from '../testing/workspace.ts';
import type { Sandbox, SandboxOptions } from '../types.ts';
import { signature } from './http.ts';

let sandbox: Sandbox;
let time = Date.parse('2026-03-02T01:00:00Z');
const start = async (more: Partial<SandboxOptions> = {}) => {
  sandbox = await startSandbox({
    workspace: testWorkspace(),
    acknowledgeWithinMs: 200,
    eventRetryDelaysMs: [0, 10, 10],
    clock: () => time,
    ...more,
  });
  return sandbox;
};
afterEach(() => sandbox.close());

/** A Socket Mode client without any library: it acknowledges what `answer` says. */
async function connect(answer: (envelope: Record<string, unknown>) => object | undefined) {
  const client = new WebClient(sandbox.appToken, { slackApiUrl: sandbox.apiUrl });
  const { url } = await client.apps.connections.open({});
  const socket = new WebSocket(url ?? '');
  const envelopes: Record<string, unknown>[] = [];
  socket.on('message', (data) => {
    const message: Record<string, unknown> = JSON.parse(data.toString());
    envelopes.push(message);
    const body = typeof message.envelope_id === 'string' ? answer(message) : undefined;
    if (body) socket.send(JSON.stringify({ envelope_id: message.envelope_id, ...body }));
  });
  await sandbox.waitFor(() => envelopes.some((one) => one.type === 'hello'));
  return { socket, envelopes, of: (type: string) => envelopes.filter((one) => one.type === type) };
}

describe('Socket Mode', () => {
  beforeEach(() => start());

  it('without a connection the person sees an error at once', async () => {
    const result = await sandbox.command('U0LIN', 'credit-east', '/credit x');
    expect(result).toMatchObject({ ok: false, error: 'dispatch_failed', detail: 'the app is not connected' });
  });

  it('an unacknowledged event is sent again three times as the same event, with its number', async () => {
    const app = await connect(() => undefined);
    await sandbox.openHome('U0LIN');
    const events = app.of('events_api');
    expect(events.map((one) => one.retry_attempt)).toEqual([0, 1, 2, 3]);
    expect(new Set(events.map((one) => one.envelope_id)).size).toBe(1);
    expect(new Set(events.map((one) => JSON.stringify(one.payload))).size).toBe(1);
  });

  it('an acknowledged event is sent once', async () => {
    const app = await connect(() => ({}));
    expect(await sandbox.openHome('U0LIN')).toMatchObject({ ok: true });
    expect(app.of('events_api')).toHaveLength(1);
  });

  it('each delivery goes to one of several connections; an eleventh is refused', async () => {
    const apps = [];
    for (let count = 0; count < 10; count += 1) apps.push(await connect(() => ({ payload: { text: 'ok' } })));
    expect(sandbox.connections()).toBe(10);
    await expect(connect(() => undefined)).rejects.toThrow('too_many_websockets');
    for (let count = 0; count < 5; count += 1) await sandbox.command('U0LIN', 'credit-east', '/credit x');
    const reached = apps.map((app) => app.of('slash_commands').length);
    expect(reached.reduce((sum, one) => sum + one, 0)).toBe(5);
    expect(Math.max(...reached)).toBe(1);
    for (const app of apps) app.socket.terminate();
  });

  it('a ticket opens one connection', async () => {
    const client = new WebClient(sandbox.appToken, { slackApiUrl: sandbox.apiUrl });
    const { url } = await client.apps.connections.open({});
    const outcomeOf = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.on('open', () => resolve('open'));
        socket.on('error', () => resolve('refused'));
      });
    expect(await outcomeOf(url ?? '')).toBe('open');
    expect(await outcomeOf(url ?? '')).toBe('refused');
  });

  it('a real app reconnects when asked to and after an outage', async () => {
    const demo = await startSocketApp(sandbox);
    sandbox.refreshConnections();
    await sandbox.waitFor(() => sandbox.connections() === 0);
    await sandbox.waitFor(() => sandbox.connections() === 1, 15_000);
    expect(await sandbox.command('U0LIN', 'credit-east', '/credit x')).toMatchObject({ ok: true });
    await demo.stop();
  }, 30_000);
});

describe('HTTP', () => {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  let app: Server;
  let status = 200;
  beforeEach(async () => {
    seen.length = 0;
    status = 200;
    app = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        seen.push({ headers: request.headers, body });
        response.statusCode = status;
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      app.listen(0, '127.0.0.1', resolve);
    });
    const address = app.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await start({
      delivery: { mode: 'http', url: `http://127.0.0.1:${port}/slack/events`, signingSecret: 'secret-secret' },
    });
  });
  afterEach(() => app.close());

  it('commands are forms, interactions carry payload, events are JSON, all signed', async () => {
    await sandbox.command('U0LIN', 'credit-east', '/credit 华东 机电');
    const message = await sandbox.postAs('U0LIN', 'credit-east', '你好');
    await sandbox.waitFor(() => seen.length === 2);
    await sandbox.messageShortcut('U0LIN', 'credit-east', message.ts, 'lookup');
    const [command, event, shortcut] = seen;
    expect(new URLSearchParams(command?.body).get('text')).toBe('华东 机电');
    expect(JSON.parse(event?.body ?? '')).toMatchObject({
      type: 'event_callback',
      event: { type: 'message', text: '你好' },
    });
    expect(JSON.parse(new URLSearchParams(shortcut?.body).get('payload') ?? '')).toMatchObject({
      type: 'message_action',
    });
    for (const { headers, body } of seen) {
      const timestamp = String(headers['x-slack-request-timestamp']);
      expect(timestamp).toBe(String(Math.floor(time / 1000)));
      expect(headers['x-slack-signature']).toBe(signature('secret-secret', timestamp, body));
    }
  });

  it('a failing app gets the event again with x-slack-retry-num, and the person sees dispatch_failed', async () => {
    status = 500;
    await sandbox.openHome('U0LIN');
    expect(seen.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    const result = await sandbox.command('U0LIN', 'credit-east', '/credit x');
    expect(result).toMatchObject({ ok: false, error: 'dispatch_failed', detail: 'the app answered HTTP 500' });
  });
});

describe('response_url', () => {
  it('works five times within thirty minutes', async () => {
    await start();
    const app = await connect(() => ({}));
    const urlOf = async () => {
      await sandbox.command('U0LIN', 'credit-east', '/credit x');
      return String(Reflect.get(Object(app.of('slash_commands').at(-1)?.payload), 'response_url'));
    };
    const answer = async (url: string, body: object = { text: '答' }) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return response.ok ? 'ok' : String(Reflect.get(Object(await response.json()), 'error'));
    };
    const url = await urlOf();
    const outcomes: string[] = [];
    for (let count = 0; count < 6; count += 1) outcomes.push(await answer(url));
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'used_url']);
    const later = await urlOf();
    time += 30 * 60_000;
    expect(await answer(later, { text: '公开', response_type: 'in_channel' })).toBe('ok');
    expect(sandbox.messages('credit-east').at(-1)?.text).toBe('公开');
    time += 1;
    expect(await answer(later)).toBe('expired_url');
    expect(await answer(await urlOf(), { text: '' })).toBe('no_text');
    app.socket.terminate();
  });
});

describe('the state file', () => {
  it('keeps messages, Home, tokens and open modals over a restart; a broken one is a clear error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const stateFile = join(folder, 'deep', 'state.json');
    await start({ stateFile });
    const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const posted = await client.chat.postMessage({
      channel: 'C0EAST',
      text: '留着',
      metadata: { event_type: 'a', event_payload: {} },
    });
    await client.views.publish({ user_id: 'U0LIN', view: { type: 'home', blocks: [{ type: 'divider' }] } });
    const { botToken } = sandbox;
    await client.conversations.join({ channel: 'C0OTHER' });
    await sandbox.close();
    const workspace = testWorkspace();
    const channels = (workspace.channels ?? []).filter((one) => one.name !== 'old');
    await start({ stateFile, workspace: { ...workspace, channels } });
    // The file says which channels there are; that the app joined one is remembered.
    expect(() => sandbox.messages('old')).toThrow('No channel old');
    const joined = await new WebClient(botToken, { slackApiUrl: sandbox.apiUrl }).conversations.info({
      channel: 'C0OTHER',
    });
    expect(joined.channel?.is_member).toBe(true);
    expect(sandbox.botToken).toBe(botToken);
    expect(sandbox.messages('credit-east')).toMatchObject([
      { text: '留着', ts: posted.ts, metadata: { event_type: 'a' } },
    ]);
    expect(sandbox.homeOf('U0LIN')).not.toBeNull();
    const next = await new WebClient(botToken, { slackApiUrl: sandbox.apiUrl }).chat.postMessage({
      channel: 'C0EAST',
      text: '后',
    });
    expect(Number(next.ts)).toBeGreaterThan(Number(posted.ts));
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{"half":');
    await expect(startSandbox({ workspace: testWorkspace(), stateFile: broken })).rejects.toThrow(
      'is not a saved sandbox',
    );
    await rm(folder, { recursive: true });
  });

  it('a workspace with an unknown member or a wrong id names the field', async () => {
    await start();
    const workspace = testWorkspace();
    const channels = [{ id: 'C0X', name: 'x', members: ['U0NOBODY'] }];
    await expect(startSandbox({ workspace: { ...workspace, channels } })).rejects.toThrow(
      'channels.0.members: unknown user U0NOBODY',
    );
    await expect(startSandbox({ workspace: { ...workspace, team: { id: 'X1', name: 't' } } })).rejects.toThrow(
      'team.id',
    );
  });
});
