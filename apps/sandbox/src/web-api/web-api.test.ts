import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../start-sandbox.ts';
import { testWorkspace } from '../testing/workspace.ts';
import type { Sandbox } from '../types.ts';

let sandbox: Sandbox;
let client: WebClient;
let time = Date.parse('2026-03-02T01:00:00Z');

beforeEach(async () => {
  sandbox = await startSandbox({ workspace: testWorkspace(), clock: () => time });
  client = new WebClient(sandbox.botToken, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => LogLevel.ERROR,
      setName() {},
    },
  });
});
afterEach(() => sandbox.close());

/** The error code Slack gives, or 'ok'. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'data' in error) {
      return String(Reflect.get(Object(error.data), 'error'));
    }
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

const post = (channel: string, text = '你好') => outcome(client.chat.postMessage({ channel, text }));

describe('tokens', () => {
  it('the bot’s token is accepted, any other is invalid_auth, none is not_authed', async () => {
    expect(await client.auth.test()).toMatchObject({ user_id: 'U0BOT', bot_id: 'B0TEST', team_id: 'T0TEST' });
    const other = new WebClient('xoxb-other', { slackApiUrl: sandbox.apiUrl });
    expect(await outcome(other.auth.test())).toBe('invalid_auth');
    const response = await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' });
  });

  it('apps.connections.open takes the app token only', async () => {
    expect(await outcome(client.apps.connections.open({}))).toBe('not_allowed_token_type');
    const app = new WebClient(sandbox.appToken, { slackApiUrl: sandbox.apiUrl });
    expect((await app.apps.connections.open({})).url).toMatch(/^ws:\/\/127\.0\.0\.1/);
  });
});

describe('where a message may go', () => {
  it.each([
    ['C0EAST', 'ok'],
    ['credit-east', 'ok'],
    ['#credit-east', 'ok'],
    ['U0LIN', 'ok'],
    ['C0OTHER', 'not_in_channel'],
    ['C0OLD', 'is_archived'],
    ['C0SECRET', 'channel_not_found'],
    ['C0NONE', 'channel_not_found'],
  ])('%s: %s', async (channel, expected) => {
    expect(await post(channel)).toBe(expected);
  });

  it('after joining a channel the app may post in it', async () => {
    await client.conversations.join({ channel: 'C0OTHER' });
    expect(await post('C0OTHER')).toBe('ok');
  });

  it('a message to a user id lands in a direct channel, whose id updates need', async () => {
    const posted = await client.chat.postMessage({ channel: 'U0LIN', text: '您好' });
    expect(posted.channel).toMatch(/^D/);
    const ts = posted.ts ?? '';
    expect(await outcome(client.chat.update({ channel: 'U0LIN', ts, text: '改' }))).toBe('channel_not_found');
    expect(await outcome(client.chat.update({ channel: posted.channel ?? '', ts, text: '改' }))).toBe('ok');
    expect(sandbox.messages(posted.channel ?? '')).toMatchObject([{ text: '改', edited: { user: 'U0BOT' } }]);
  });
});

describe('rates', () => {
  it('a short burst passes, the fourth message in the same second is 429 with Retry-After, a second later it may come', async () => {
    expect([await post('C0EAST'), await post('C0EAST'), await post('C0EAST')]).toEqual(['ok', 'ok', 'ok']);
    const refused = client.chat.postMessage({ channel: 'C0EAST', text: '多了' });
    await expect(refused).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 1 });
    expect(await post('U0LIN')).toBe('ok');
    time += 1000;
    expect(await post('C0EAST')).toBe('ok');
    expect(sandbox.messages('credit-east')).toHaveLength(4);
  });

  it('one message a second goes on for ever', async () => {
    for (let second = 0; second < 20; second += 1) {
      time += 1000;
      expect(await post('C0EAST')).toBe('ok');
    }
  });

  it('chat.update allows fifty a minute', async () => {
    const { ts } = await client.chat.postMessage({ channel: 'C0EAST', text: '0' });
    const results: string[] = [];
    for (let count = 0; count < 51; count += 1) {
      results.push(await outcome(client.chat.update({ channel: 'C0EAST', ts: ts ?? '', text: String(count) })));
    }
    expect(results.filter((one) => one === 'ok')).toHaveLength(50);
    expect(results.at(-1)).toBe(ErrorCode.RateLimitedError);
  });
});

describe('what a message may carry', () => {
  it('nothing at all is no_text, 40,000 characters pass, one more is msg_too_long', async () => {
    expect(await post('C0EAST', ' ')).toBe('no_text');
    expect(await post('C0EAST', 'x'.repeat(40_000))).toBe('ok');
    expect(await post('C0EAST', 'x'.repeat(40_001))).toBe('msg_too_long');
  });

  it('100 attachments pass, 101 are too_many_attachments', async () => {
    const send = (count: number) =>
      outcome(
        client.chat.postMessage({
          channel: 'C0EAST',
          text: 't',
          attachments: Array.from({ length: count }, () => ({ text: 'a' })),
        }),
      );
    expect(await send(100)).toBe('ok');
    expect(await send(101)).toBe('too_many_attachments');
  });

  it('metadata comes back with include_all_metadata, and too much of it is refused', async () => {
    const metadata = { event_type: 'alert', event_payload: { id: 7 } };
    await client.chat.postMessage({ channel: 'C0EAST', text: 't', metadata });
    const plain = await client.conversations.history({ channel: 'C0EAST' });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    const full = await client.conversations.history({ channel: 'C0EAST', include_all_metadata: true });
    expect(full.messages?.[0]).toMatchObject({ metadata });
    const large = { event_type: 'alert', event_payload: { words: 'x'.repeat(8000) } };
    expect(await outcome(client.chat.postMessage({ channel: 'C0EAST', text: 't', metadata: large }))).toBe(
      'metadata_too_large',
    );
  });

  it('bad blocks are refused with the place and the reason', async () => {
    const call = client.chat.postMessage({
      channel: 'C0EAST',
      text: 't',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }],
    });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
  });

  it('a workspace not upgraded yet refuses new blocks', async () => {
    const blocks = [{ type: 'table', rows: [[{ type: 'raw_text', text: '1' }]] }];
    expect(await outcome(client.apiCall('chat.postMessage', { channel: 'C0EAST', text: 't', blocks }))).toBe('ok');
    sandbox.refuseNewBlocks(true);
    expect(await outcome(client.apiCall('chat.postMessage', { channel: 'C0EAST', text: 't', blocks }))).toBe(
      'invalid_blocks',
    );
  });
});

describe('whom a message alerts', () => {
  it('mentions alert; escaped text, plain text and names alert nobody', async () => {
    const section = (type: 'mrkdwn' | 'plain_text', text: string) => [
      { type: 'section' as const, text: { type, text } },
    ];
    const send = async (text: string, blocks = section('mrkdwn', 'x')) => {
      time += 1000;
      const { ts } = await client.chat.postMessage({ channel: 'C0EAST', text, blocks });
      return sandbox.messages('C0EAST').find((one) => one.ts === ts)?.mentions;
    };
    const nobody = { users: [], everyone: false };
    expect(await send('<@U0LIN> <!here>')).toEqual({ users: ['U0LIN'], everyone: true });
    expect(await send('t', section('mrkdwn', '<@U0WANG|wang> 请看'))).toEqual({ users: ['U0WANG'], everyone: false });
    expect(await send('客户 &lt;!channel&gt; &lt;@U0LIN&gt; @channel')).toEqual(nobody);
    expect(await send('t', section('plain_text', '<!channel>'))).toEqual(nobody);
  });
});

describe('changing and reading messages', () => {
  it('only the app’s own, existing messages can be changed or deleted', async () => {
    const theirs = await sandbox.postAs('U0LIN', 'C0EAST', '我写的');
    const change = (ts: string) => outcome(client.chat.update({ channel: 'C0EAST', ts, text: 'x' }));
    expect(await change(theirs.ts)).toBe('cant_update_message');
    expect(await change('1.000001')).toBe('message_not_found');
    expect(await outcome(client.chat.delete({ channel: 'C0EAST', ts: theirs.ts }))).toBe('cant_delete_message');
    const own = await client.chat.postMessage({ channel: 'C0EAST', text: '我的' });
    expect(await outcome(client.chat.delete({ channel: 'C0EAST', ts: own.ts ?? '' }))).toBe('ok');
    expect(await change(own.ts ?? '')).toBe('message_not_found');
  });

  it('threads: replies stay out of the channel unless broadcast, and are paged', async () => {
    const parent = await client.chat.postMessage({ channel: 'C0EAST', text: '主' });
    const thread_ts = parent.ts ?? '';
    await client.chat.postMessage({ channel: 'C0EAST', text: '回一', thread_ts });
    await client.chat.postMessage({ channel: 'C0EAST', text: '回二', thread_ts, reply_broadcast: true });
    const history = await client.conversations.history({ channel: 'C0EAST' });
    expect(history.messages?.map((one) => one.text)).toEqual(['回二', '主']);
    const replies = await client.conversations.replies({ channel: 'C0EAST', ts: thread_ts });
    expect(replies.messages?.map((one) => one.text)).toEqual(['主', '回一', '回二']);
    const first = await client.conversations.history({ channel: 'C0EAST', limit: 1 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: '回二' }] });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({ channel: 'C0EAST', limit: 1, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: '主' }] });
    const missing = client.chat.postMessage({ channel: 'U0LIN', text: 't', thread_ts: '1.000001' });
    expect(await outcome(missing)).toBe('thread_not_found');
  });

  it('an ephemeral message goes to a member only and cannot be updated', async () => {
    const sent = await client.chat.postEphemeral({ channel: 'C0EAST', user: 'U0LIN', text: '只有你' });
    expect(sandbox.ephemeral('U0LIN')).toMatchObject([{ text: '只有你', channel: 'C0EAST' }]);
    const ts = sent.message_ts ?? '';
    expect(await outcome(client.chat.update({ channel: 'C0EAST', ts, text: 'x' }))).toBe('message_not_found');
    await client.conversations.join({ channel: 'C0OTHER' });
    const stranger = client.chat.postEphemeral({ channel: 'C0OTHER', user: 'U0WANG', text: 'x' });
    expect(await outcome(stranger)).toBe('user_not_in_channel');
  });
});

describe('people', () => {
  it('locale is given when asked for; unknown people and addresses are refused', async () => {
    const info = await client.users.info({ user: 'U0RISK', include_locale: true });
    expect(info.user).toMatchObject({ locale: 'en-US', real_name: 'Amy Chen', profile: { display_name: '' } });
    expect(await outcome(client.users.info({ user: 'U0NONE' }))).toBe('user_not_found');
    const found = await client.users.lookupByEmail({ email: 'LIN@example.com' });
    expect(found.user?.id).toBe('U0LIN');
    expect(await outcome(client.users.lookupByEmail({ email: 'no@example.com' }))).toBe('users_not_found');
    expect((await client.users.list({})).members).toHaveLength(4);
  });
});

describe('files', () => {
  it('uploadV2 stores a file that is then downloaded with the bot’s token', async () => {
    await client.filesUploadV2({
      channel_id: 'C0EAST',
      filename: '账龄.csv',
      file: Buffer.from('a,b\n1,2\n'),
      initial_comment: '附件',
    });
    const message = sandbox.messages('C0EAST').at(-1);
    const { file } = await client.files.info({ file: message?.files[0] ?? '' });
    expect(file).toMatchObject({ name: '账龄.csv', size: 8, mimetype: 'text/csv' });
    const headers = { authorization: `Bearer ${sandbox.botToken}` };
    const download = await fetch(file?.url_private_download ?? '', { headers });
    expect(await download.text()).toBe('a,b\n1,2\n');
    expect(await outcome(client.files.info({ file: 'F0NONE' }))).toBe('file_not_found');
  });
});

describe('faults', () => {
  it('a chosen error, a cut connection before and after the work, an outage', async () => {
    sandbox.failNext('chat.postMessage', { error: 'channel_not_found' }, 2);
    expect([await post('C0EAST'), await post('C0EAST')]).toEqual(['channel_not_found', 'channel_not_found']);
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 30 });
    await expect(client.chat.postMessage({ channel: 'C0EAST', text: 't' })).rejects.toMatchObject({ retryAfter: 30 });
    sandbox.failNext('chat.postMessage', { timeout: 20 });
    expect(await post('C0EAST')).toBe(ErrorCode.RequestError);
    expect(sandbox.messages('C0EAST')).toHaveLength(0);
    sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
    expect(await post('C0EAST')).toBe(ErrorCode.RequestError);
    expect(sandbox.messages('C0EAST')).toHaveLength(1);
    sandbox.outage(true);
    expect(await post('C0EAST')).toBe(ErrorCode.RequestError);
    sandbox.outage(false);
    expect(await post('C0EAST')).toBe('ok');
    const errors = sandbox.requests('chat.postMessage').map((one) => one.error ?? 'ok');
    expect(errors).toEqual(['channel_not_found', 'channel_not_found', 'ratelimited', 'timeout', 'ok', 'outage', 'ok']);
  });

  it('unknown methods and missing arguments are refused as Slack words it', async () => {
    expect(await outcome(client.apiCall('chat.shout', {}))).toBe('unknown_method');
    await expect(client.apiCall('conversations.info', {})).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] missing required field: channel'] },
      },
    });
  });
});
