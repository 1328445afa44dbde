import { createHmac } from 'node:crypto';
import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { FIELD_ACTION } from '@xinshao/bot/blocks/feedback-modal.ts';
import { REVIEW_ACTION_FIELD } from '@xinshao/bot/blocks/review-modal.ts';
import { SUBCOMMANDS } from '@xinshao/bot/commands/subcommands.ts';
import { CASE_STEPS } from '@xinshao/core/collection/case.ts';
import { COLLECTION_STAGES } from '@xinshao/core/collection/stages.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 50 };
const STRANGER = PEOPLE.stranger;
/** Buttons whose value is not a list of numbers. */
const VALUES: Readonly<Record<string, string>> = {
  request_limit: '{"customerId":1,"limitFen":null,"termDays":null}',
};
/** What each form carries with it, so that nothing but the person is wrong. */
const METADATA: Readonly<Record<string, object>> = {
  submit_feedback: { alertId: '1', steps: 0 },
  submit_review: { alertId: '1', steps: 0, decision: 'return' },
  submit_collection: { caseId: '1', kind: CASE_STEPS[0], from: COLLECTION_STAGES[0], request: 0 },
  submit_limit_request: { customerId: 1, key: 'k', edits: null },
  submit_limit_decision: { requestId: '1', level: 0, round: 1, decision: 'approve' },
  submit_end_grant: { grantId: '1' },
  submit_end_measure: { measureId: '1' },
  submit_precheck: { precheckId: '1', version: 1, kind: 'done' },
};
/** Choices that stand in forms alone: by their block, the form. */
const IN_FORMS: Readonly<Record<string, string>> = { [REVIEW_ACTION_FIELD]: 'submit_review' };

/** What Bolt was told to listen to, read off the real start of the bot. */
const registered = { actions: [] as string[], views: [] as string[], shortcuts: [] as string[] };

describe('somebody who is not on the staff list', () => {
  let harness: Harness;
  let client: WebClient;
  let posted: { channel: string; ts: string };
  let alertId: string;

  beforeAll(async () => {
    const action = vi.spyOn(App.prototype, 'action');
    const view = vi.spyOn(App.prototype, 'view');
    const shortcut = vi.spyOn(App.prototype, 'shortcut');
    harness = await startHarness('http');
    registered.actions = action.mock.calls.map(([first]) => idOf(first));
    registered.views = view.mock.calls.map(([first]) => idOf(first));
    registered.shortcuts = shortcut.mock.calls.map(([first]) => idOf(first));
    vi.restoreAllMocks();
    const { database, bot, sandbox } = harness;
    client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const customerId = await seedCustomer(database, { code: 'C1', name: '华东精密机械有限公司' });
    alertId = await seedAlert(database, { customerId });
    await queueAlert(database, bot.queue, alertId);
    posted = await vi.waitFor(() => {
      const [one] = sandbox.messages(EAST);
      if (one === undefined) throw new Error('not posted yet');
      return one;
    }, WAIT);
  });
  afterAll(() => harness.close());

  /** Everything the stranger was shown so far. */
  const shown = () => {
    const { sandbox } = harness;
    const direct = sandbox
      .requests('chat.postMessage')
      .filter(({ args }) => args.channel !== EAST && !('metadata' in args))
      .map(({ args }) => args);
    return JSON.stringify([
      sandbox.ephemeral(STRANGER),
      sandbox.openModals(STRANGER),
      direct,
      sandbox.homeOf(STRANGER),
    ]);
  };
  const refusals = (text: string) => text.split(`<@${PEOPLE.risk}>`).length - 1;
  const auditLength = async () =>
    (await harness.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_log')).rows[0]?.n;
  /** Acts, and expects one more refusal that names the risk officer, nothing of the customer, and no trace. */
  const refused = async (act: () => Promise<unknown>) => {
    const { sandbox } = harness;
    for (const view of sandbox.openModals(STRANGER)) await sandbox.closeModal(STRANGER, view.id, true);
    await client.views.publish({ user_id: STRANGER, view: { type: 'home', blocks: [] } });
    const [before, audited] = [refusals(shown()), await auditLength()];
    await act();
    await vi.waitFor(() => expect(refusals(shown())).toBeGreaterThan(before), WAIT);
    expect(shown()).toContain('人员名单');
    expect(shown()).not.toContain('华东');
    expect(await auditLength()).toBe(audited);
  };
  /** Sends an interaction as Slack does. @returns the body of the acknowledgement */
  const interact = async (payload: Record<string, unknown>) => {
    const body = `payload=${encodeURIComponent(
      JSON.stringify({
        team: { id: 'T0TEST01', domain: 'test' },
        user: { id: STRANGER, name: 'stranger', team_id: 'T0TEST01' },
        ...{ api_app_id: 'A0TEST01', token: 'x', ...payload },
      }),
    )}`;
    const time = String(Math.floor(Date.now() / 1000));
    const sign = createHmac('sha256', harness.sandbox.signingSecret).update(`v0:${time}:${body}`).digest('hex');
    const response = await fetch(`${harness.bot.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${sign}`,
      },
      body,
    });
    expect(response.status).toBe(200);
    return response.text();
  };

  it('every listener is registered once: a click is worked on once', () => {
    for (const ids of Object.values(registered)) {
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    }
  });

  it('is refused by every button, and told whom to ask', async () => {
    for (const actionId of registered.actions.filter((id) => IN_FORMS[id] === undefined)) {
      const value = VALUES[actionId] ?? `${alertId}:1:1:1`;
      const button = {
        type: 'button',
        action_id: actionId,
        text: { type: 'plain_text', text: '按钮' },
        value,
      } as const;
      const message = await client.chat.postMessage({
        ...{ channel: EAST, text: '按钮' },
        blocks: [{ type: 'actions', elements: [button] }],
      });
      const place = { channel: EAST, ts: message.ts ?? '' };
      await refused(async () => {
        const clicked = await harness.sandbox.click(STRANGER, place, actionId);
        expect([actionId, clicked]).toEqual([actionId, expect.objectContaining({ ok: true })]);
      }).catch((error: unknown) => {
        throw new Error(`${actionId}: ${String(error)}`);
      });
    }
  }, 120_000);

  it('is refused by every form', async () => {
    for (const callbackId of registered.views) {
      const audited = await auditLength();
      const said = await interact({
        type: 'view_submission',
        trigger_id: '1.2.x',
        view: {
          id: 'V1',
          type: 'modal',
          callback_id: callbackId,
          private_metadata: JSON.stringify(METADATA[callbackId] ?? {}),
          state: { values: {} },
        },
      });
      expect([callbackId, said]).toEqual([callbackId, expect.stringContaining(`<@${PEOPLE.risk}>`)]);
      expect(await auditLength()).toBe(audited);
    }
  });

  it('is refused by what an open form asks for', async () => {
    for (const [blockId, callbackId] of Object.entries(IN_FORMS)) {
      expect(registered.actions).toContain(blockId);
      const before = harness.sandbox.requests('views.update').length;
      await interact({
        type: 'block_actions',
        trigger_id: '1.2.x',
        actions: [
          {
            ...{ type: 'static_select', action_id: FIELD_ACTION, block_id: blockId, action_ts: '1.2' },
            selected_option: { value: 'cut_limit', text: { type: 'plain_text', text: '压降额度' } },
          },
        ],
        view: { id: 'V1', type: 'modal', hash: 'h', private_metadata: JSON.stringify(METADATA[callbackId]) },
      });
      const shownInstead = await vi.waitFor(() => {
        const [update] = harness.sandbox.requests('views.update').slice(before);
        if (update === undefined) throw new Error('nothing is shown yet');
        return JSON.stringify(update.args);
      }, WAIT);
      expect(shownInstead).toContain(`<@${PEOPLE.risk}>`);
      expect(shownInstead).not.toContain('华东');
    }
  });

  it('is refused by every shortcut and every command', async () => {
    const { sandbox } = harness;
    for (const callbackId of registered.shortcuts) {
      await refused(() => sandbox.messageShortcut(STRANGER, posted.channel, posted.ts, callbackId));
    }
    for (const text of ['C1', '', 'help', ...SUBCOMMANDS.flatMap(({ names }) => names)]) {
      await refused(() => sandbox.command(STRANGER, EAST, `/credit ${text}`));
    }
    await refused(() => sandbox.openHome(STRANGER));
  }, 120_000);
});

/** How a listener was registered, as an id that it answers to. */
function idOf(registration: unknown): string {
  if (registration instanceof RegExp) return `${registration.source.replace(/^\^/, '')}:1`;
  if (typeof registration === 'object' && registration !== null && 'block_id' in registration) {
    return String(registration.block_id);
  }
  if (typeof registration === 'object' && registration !== null && 'callback_id' in registration) {
    return String(registration.callback_id);
  }
  return String(registration);
}
