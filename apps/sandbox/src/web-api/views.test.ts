import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../start-sandbox.ts';
import { type DemoApp, feedbackModal, startSocketApp } from '../testing/demo-app.ts';
import { testWorkspace } from '../testing/workspace.ts';
import type { Sandbox } from '../types.ts';

let sandbox: Sandbox;
let demo: DemoApp;
let client: WebClient;
let time = Date.parse('2026-03-02T01:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: testWorkspace(), clock: () => time });
  demo = await startSocketApp(sandbox);
  client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(async () => {
  await demo.stop();
  await sandbox.close();
});

/** The error code Slack gives, or 'ok'. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const data = typeof error === 'object' && error !== null ? Reflect.get(error, 'data') : undefined;
    return typeof data === 'object' && data !== null ? String(Reflect.get(data, 'error')) : String(error);
  }
}

/** A trigger of a person, from a command just typed. */
async function trigger(user: string): Promise<string> {
  await sandbox.command(user, 'credit-east', '/credit x');
  const body = demo.heard.filter((one) => one.what === 'command').at(-1)?.body;
  return String(Reflect.get(Object(body), 'trigger_id'));
}

const open = (trigger_id: string) => outcome(client.views.open({ trigger_id, view: feedbackModal() }));
const push = (trigger_id: string) => outcome(client.views.push({ trigger_id, view: feedbackModal() }));

describe('a trigger', () => {
  it('lives three seconds', async () => {
    const first = await trigger('U0LIN');
    time += 3000;
    expect(await open(first)).toBe('ok');
    const second = await trigger('U0LIN');
    time += 3001;
    expect(await open(second)).toBe('expired_trigger_id');
  });

  it('works once, and only when Slack gave it', async () => {
    const id = await trigger('U0LIN');
    expect(await open(id)).toBe('ok');
    expect(await open(id)).toBe('exchanged_trigger_id');
    expect(await open('1.2.made-up')).toBe('invalid_trigger_id');
  });

  it('is not used up by a view that is refused', async () => {
    const id = await trigger('U0LIN');
    const bad = { ...feedbackModal(), title: { type: 'plain_text' as const, text: 'x'.repeat(25) } };
    expect(await outcome(client.views.open({ trigger_id: id, view: bad }))).toBe('invalid_arguments');
    expect(await open(id)).toBe('ok');
  });
});

describe('a stack of modals', () => {
  it('grows to three, and only from a modal', async () => {
    expect(await push(await trigger('U0WANG'))).toBe('not_found');
    await open(await trigger('U0WANG'));
    const fromModal = async () => {
      const top = sandbox.openModals('U0WANG').at(-1);
      await sandbox.click('U0WANG', { modal: top?.id ?? '' }, 'value', 'cash');
      const body = demo.heard.filter((one) => one.what === 'value').at(-1)?.body;
      return String(Reflect.get(Object(body), 'trigger_id'));
    };
    expect(await push(await fromModal())).toBe('ok');
    expect(await push(await fromModal())).toBe('ok');
    expect(sandbox.openModals('U0WANG')).toHaveLength(3);
    expect(await push(await fromModal())).toBe('push_limit_reached');
    const [root, second] = sandbox.openModals('U0WANG');
    expect(second).toMatchObject({ root_view_id: root?.id, previous_view_id: root?.id });
  });
});

describe('updating a view', () => {
  it('needs the current hash when one is given, finds it by external_id, and knows when it is gone', async () => {
    const view = { ...feedbackModal(), external_id: 'alert-7' };
    const opened = await client.views.open({ trigger_id: await trigger('U0RISK'), view });
    const update = (more: object) => outcome(client.apiCall('views.update', { view, ...more }));
    const first = { view_id: opened.view?.id, hash: opened.view?.hash };
    expect(await update(first)).toBe('ok');
    expect(await update(first)).toBe('hash_conflict');
    expect(await update({ external_id: 'alert-7' })).toBe('ok');
    const other = outcome(client.views.open({ trigger_id: await trigger('U0LIN'), view }));
    expect(await other).toBe('duplicate_external_id');
    await sandbox.closeModal('U0RISK', opened.view?.id ?? '');
    expect(await update({ external_id: 'alert-7' })).toBe('not_found');
  });

  it('Home is published per person, with the same care for the hash', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
    const first = await client.views.publish({ user_id: 'U0LIN', view });
    await client.views.publish({ user_id: 'U0LIN', view });
    const stale = client.views.publish({ user_id: 'U0LIN', view, hash: first.view?.hash ?? '' });
    expect(await outcome(stale)).toBe('hash_conflict');
    expect(sandbox.homeOf('U0WANG')).toBeNull();
    expect(await outcome(client.views.publish({ user_id: 'U0NONE', view }))).toBe('invalid_arguments');
  });
});
