import { App, LogLevel } from '@slack/bolt';
import type { Sandbox } from '../types.ts';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });

/** The modal of the demo app: every check of the client and of the app can fail in it. */
export const feedbackModal = () => ({
  type: 'modal' as const,
  callback_id: 'feedback',
  title: text('反馈'),
  submit: text('提交'),
  close: text('取消'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'words',
      label: text('客户怎么说'),
      element: { type: 'plain_text_input' as const, action_id: 'value', min_length: 10, multiline: true },
    },
    {
      type: 'input' as const,
      block_id: 'cause',
      label: text('原因'),
      dispatch_action: true,
      element: {
        type: 'static_select' as const,
        action_id: 'value',
        options: ['dispute', 'cash'].map((value) => ({ text: text(value), value })),
      },
    },
    {
      type: 'input' as const,
      block_id: 'customer',
      label: text('客户'),
      optional: true,
      element: { type: 'external_select' as const, action_id: 'customer', min_query_length: 1 },
    },
  ],
});

export interface DemoApp {
  app: App;
  /** What the listeners saw, in order. */
  heard: { what: string; body: unknown }[];
  stop(): Promise<void>;
}

/** Registers the listeners of the demo app on a real Bolt app. */
function listen(app: App): DemoApp['heard'] {
  const heard: DemoApp['heard'] = [];
  const hear = (what: string, body: unknown) => heard.push({ what, body });
  app.command('/credit', async ({ command, ack, respond, client, body }) => {
    hear('command', command);
    if (command.text === 'silent') return;
    if (command.text === 'channel') return ack({ response_type: 'in_channel', text: '公开回答' });
    if (command.text === 'modal') {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: feedbackModal() });
      return;
    }
    if (command.text === 'later') {
      await ack();
      await respond({ text: '稍后的回答' });
      return;
    }
    await ack(`收到 ${command.text}`);
  });
  app.action('open', async ({ ack, body, client }) => {
    hear('open', body);
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: feedbackModal() });
  });
  app.action('replace', async ({ ack, respond, body }) => {
    hear('replace', body);
    await ack();
    await respond({ replace_original: true, text: '已处理' });
  });
  app.action('value', async ({ ack, body }) => {
    hear('value', body);
    await ack();
  });
  app.options('customer', async ({ ack, options }) => {
    hear('options', options);
    await ack({ options: [{ text: text(`${options.value}有限公司`), value: 'K1' }] });
  });
  app.view('feedback', async ({ ack, view, body }) => {
    hear('submission', body);
    const words = view.state.values.words?.value?.value ?? '';
    if (words.includes('错')) return ack({ response_action: 'errors', errors: { words: '写错了' } });
    if (words.includes('续'))
      return ack({ response_action: 'push', view: { ...feedbackModal(), title: text('第二步') } });
    if (words.includes('改'))
      return ack({ response_action: 'update', view: { ...feedbackModal(), title: text('改过') } });
    if (words.includes('清')) return ack({ response_action: 'clear' });
    await ack();
  });
  app.view({ callback_id: 'feedback', type: 'view_closed' }, async ({ ack, body }) => {
    hear('closed', body);
    await ack();
  });
  app.shortcut('lookup', async ({ ack, shortcut }) => {
    hear('shortcut', shortcut);
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    hear('home', event);
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*我的待办*' } }] },
    });
  });
  app.event('link_shared', async ({ event, body }) => {
    hear('link', { event, id: body.event_id });
  });
  app.message(async ({ message }) => {
    hear('message', message);
  });
  return heard;
}

const quiet = { logLevel: LogLevel.ERROR };

/** Starts the demo app over Socket Mode. */
export async function startSocketApp(sandbox: Sandbox): Promise<DemoApp> {
  const app = new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    ...quiet,
  });
  const heard = listen(app);
  await app.start();
  await sandbox.waitFor(() => sandbox.connections() > 0);
  return {
    app,
    heard,
    async stop() {
      await app.stop();
      await sandbox.waitFor(() => sandbox.connections() === 0);
    },
  };
}

/** Starts the demo app behind HTTP and points the sandbox at it. */
export async function startHttpApp(sandbox: Sandbox): Promise<DemoApp> {
  const app = new App({
    token: sandbox.botToken,
    signingSecret: sandbox.signingSecret,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    ...quiet,
  });
  const heard = listen(app);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = server?.address();
  if (typeof address !== 'object' || address === null) throw new Error('The demo app has no port');
  sandbox.setDelivery({ mode: 'http', url: `http://127.0.0.1:${address.port}/slack/events` });
  return {
    app,
    heard,
    async stop() {
      await app.stop();
    },
  };
}
