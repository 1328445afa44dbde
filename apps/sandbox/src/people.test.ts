import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from './start-sandbox.ts';
import { type DemoApp, startHttpApp, startSocketApp } from './testing/demo-app.ts';
import { testWorkspace } from './testing/workspace.ts';
import type { Sandbox } from './types.ts';

describe.each([
  ['Socket Mode', startSocketApp],
  ['signed HTTP', startHttpApp],
])('people and a real Bolt app over %s', (_name, start) => {
  let sandbox: Sandbox;
  let demo: DemoApp;
  const heard = (what: string) => demo.heard.filter((one) => one.what === what);

  beforeAll(async () => {
    sandbox = await startSandbox({
      workspace: testWorkspace(),
      acknowledgeWithinMs: 1000,
      eventRetryDelaysMs: [0, 20, 20],
    });
    demo = await start(sandbox);
  });
  afterAll(async () => {
    await demo.stop();
    await sandbox.close();
  });

  it('a command answered in the acknowledgement is shown to the person alone', async () => {
    const result = await sandbox.command('U0LIN', 'credit-east', '/credit 华东');
    expect(result).toMatchObject({ ok: true, ephemeral: [{ text: '收到 华东', user: 'U0LIN' }], inChannel: [] });
  });

  it('response_type in_channel is shown to everyone', async () => {
    const result = await sandbox.command('U0LIN', 'credit-east', 'channel');
    expect(result).toMatchObject({ ok: true, ephemeral: [], inChannel: [{ text: '公开回答', user: 'U0BOT' }] });
  });

  it('an answer sent to the response_url arrives after the acknowledgement', async () => {
    await sandbox.command('U0WANG', 'credit-east', 'later');
    await sandbox.waitFor(() => sandbox.ephemeral('U0WANG').find((one) => one.text === '稍后的回答'));
  });

  it('a command nobody acknowledges fails in front of the person', async () => {
    const result = await sandbox.command('U0LIN', 'credit-east', 'silent');
    expect(result).toMatchObject({ ok: false, error: 'dispatch_failed' });
  });

  it('a button opens a modal; the client refuses what is missing, the app what is wrong, and success closes it', async () => {
    const { ts } = await demo.app.client.chat.postMessage({
      token: sandbox.botToken,
      channel: 'C0EAST',
      text: '预警',
      blocks: [
        {
          type: 'actions',
          block_id: 'a',
          elements: [{ type: 'button', action_id: 'open', value: '7', text: { type: 'plain_text', text: '反馈' } }],
        },
      ],
    });
    expect(await sandbox.click('U0LIN', { channel: 'C0EAST', ts: ts ?? '' }, 'open')).toMatchObject({ ok: true });
    expect(heard('open').at(-1)?.body).toMatchObject({
      container: { type: 'message', message_ts: ts, channel_id: 'C0EAST' },
      actions: [{ action_id: 'open', block_id: 'a', value: '7' }],
      user: { id: 'U0LIN' },
    });
    const modal = await sandbox.waitFor(() => sandbox.openModals('U0LIN')[0]);
    const before = heard('submission').length;
    expect(await sandbox.submit('U0LIN', modal.id, {})).toEqual({
      errors: { words: '请填写此项', cause: '请填写此项' },
    });
    const short = await sandbox.submit('U0LIN', modal.id, { words: { value: '太短' }, cause: { value: 'cash' } });
    expect(short).toEqual({ errors: { words: '至少输入 10 个字符' } });
    expect(heard('submission').length).toBe(before);
    const wrong = await sandbox.submit('U0LIN', modal.id, { words: { value: '这里写了一些错误的话语' } });
    expect(wrong).toEqual({ errors: { words: '写错了' } });
    const pushed = await sandbox.submit('U0LIN', modal.id, { words: { value: '客户说下周付款，续一步' } });
    expect(pushed.pushed?.title?.text).toBe('第二步');
    expect(sandbox.openModals('U0LIN')).toHaveLength(2);
    await sandbox.closeModal('U0LIN', pushed.pushed?.id ?? '');
    await sandbox.waitFor(() => heard('closed').length > 0);
    const updated = await sandbox.submit('U0LIN', modal.id, { words: { value: '客户说下周付款，改一改' } });
    expect(updated.updated?.title?.text).toBe('改过');
    // What was typed stays, because block_id and action_id are the same.
    expect(updated.updated?.state.values.words?.value?.value).toBe('客户说下周付款，改一改');
    const done = await sandbox.submit('U0LIN', modal.id, { words: { value: '客户说下周一定付款到账' } });
    expect(done).toEqual({ closed: true });
    expect(sandbox.openModals('U0LIN')).toEqual([]);
    expect(heard('submission').at(-1)?.body).toMatchObject({
      view: { state: { values: { cause: { value: { type: 'static_select', selected_option: { value: 'cash' } } } } } },
    });
  });

  it('a select with dispatch_action tells the app at once, and an external select offers what the app answers', async () => {
    await sandbox.command('U0RISK', 'credit-east', 'modal');
    const modal = await sandbox.waitFor(() => sandbox.openModals('U0RISK')[0]);
    await sandbox.click('U0RISK', { modal: true }, 'value', 'dispute', { words: { value: 'half' } });
    expect(heard('value').at(-1)?.body).toMatchObject({
      container: { type: 'view', view_id: modal.id },
      actions: [{ type: 'static_select', block_id: 'cause', selected_option: { value: 'dispute' } }],
      view: { state: { values: { words: { value: { value: 'half' } } } } },
    });
    const options = await sandbox.loadOptions('U0RISK', { modal: modal.id }, 'customer', '华东');
    expect(options).toMatchObject({ ok: true, options: [{ value: 'K1', text: { text: '华东有限公司' } }] });
    const result = await sandbox.submit('U0RISK', modal.id, {
      words: { value: 'they will pay next week' },
      customer: { customer: 'K1' },
    });
    expect(result).toEqual({ closed: true });
    await expect(sandbox.submit('U0RISK', modal.id, {})).rejects.toThrow('no such modal');
  });

  it('response_action clear closes the whole stack', async () => {
    await sandbox.command('U0WANG', 'credit-east', 'modal');
    const modal = await sandbox.waitFor(() => sandbox.openModals('U0WANG')[0]);
    const result = await sandbox.submit('U0WANG', modal.id, {
      words: { value: '清掉全部打开的窗口吧，谢谢' },
      cause: { value: 'cash' },
    });
    expect(result).toEqual({ closed: true });
    expect(sandbox.openModals('U0WANG')).toEqual([]);
  });

  it('replace_original changes the message the button stands in', async () => {
    const posted = await demo.app.client.chat.postMessage({
      channel: 'C0EAST',
      text: '待处理',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'replace', text: { type: 'plain_text', text: '处理' } }],
        },
      ],
    });
    await sandbox.click('U0LIN', { channel: 'credit-east', ts: posted.ts ?? '' }, 'replace');
    await sandbox.waitFor(() => sandbox.messages('credit-east').find((one) => one.ts === posted.ts)?.text === '已处理');
  });

  it('Home is published when it is opened', async () => {
    expect(await sandbox.openHome('U0LIN')).toMatchObject({ ok: true });
    const home = await sandbox.waitFor(() => sandbox.homeOf('U0LIN'));
    expect(home.blocks[0]).toMatchObject({ type: 'section', text: { text: '*我的待办*' } });
  });

  it('messages, links on the app’s domains and shortcuts reach the app', async () => {
    const message = await sandbox.postAs('U0WANG', 'credit-east', '看看 https://www.qcc.com/firm/abc.html');
    await sandbox.waitFor(() => heard('link').length > 0);
    await sandbox.waitFor(() => heard('message').length > 0);
    await demo.app.client.chat.unfurl({
      channel: 'C0EAST',
      ts: message.ts,
      unfurls: {
        'https://www.qcc.com/firm/abc.html': { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'A 级' } }] },
      },
    });
    const unfurled = sandbox.messages('C0EAST').find((one) => one.ts === message.ts);
    expect(unfurled?.attachments[0]?.from_url).toBe('https://www.qcc.com/firm/abc.html');
    await sandbox.messageShortcut('U0LIN', 'credit-east', message.ts, 'lookup');
    expect(heard('shortcut').at(-1)?.body).toMatchObject({ callback_id: 'lookup', message: { ts: message.ts } });
  });

  it('a delivery can arrive twice, with the same id', async () => {
    await sandbox.postAs('U0WANG', 'credit-east', '又是 https://qcc.com/firm/x.html');
    const before = await sandbox.waitFor(() => (heard('link').length >= 2 ? heard('link') : undefined));
    const outcomes = await sandbox.redeliver(1);
    expect(outcomes).toMatchObject([{ ok: true }]);
    const after = await sandbox.waitFor(() => (heard('link').length > before.length ? heard('link') : undefined));
    expect(after.at(-1)?.body).toEqual(after.at(-2)?.body);
  });
});
