import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 50 };
const AGAIN = '请再点一次';

describe('a form that did not open within the three seconds of its trigger', () => {
  let harness: Harness;
  let posted: { channel: string; ts: string };
  beforeAll(async () => {
    harness = await startHarness('http');
    const { database, bot, sandbox } = harness;
    const customerId = await seedCustomer(database, { code: 'C1', name: '华东精密机械有限公司' });
    await queueAlert(database, bot.queue, await seedAlert(database, { customerId }));
    posted = await vi.waitFor(() => {
      const [one] = sandbox.messages(EAST);
      if (one === undefined) throw new Error('not posted yet');
      return one;
    }, WAIT);
    await sandbox.openHome(PEOPLE.owner);
    await sandbox.waitFor(() => JSON.stringify(sandbox.homeOf(PEOPLE.owner)).includes('open_feedback'));
  });
  afterAll(() => harness.close());

  it.each(['open_feedback', 'show_customer'])('on the Home tab: %s says so by direct message', async (action) => {
    const { sandbox } = harness;
    const told = () =>
      sandbox.requests('chat.postMessage').filter(({ ok, args }) => ok && JSON.stringify(args).includes(AGAIN));
    const before = told().length;
    // Neither the form opens nor the modal that would say so.
    sandbox.failNext('views.open', { error: 'expired_trigger_id' }, 2);
    await sandbox.click(PEOPLE.owner, { home: true }, action);
    await vi.waitFor(() => expect(told()).toHaveLength(before + 1), WAIT);
    expect(sandbox.openModals(PEOPLE.owner)).toEqual([]);
  });

  it('on a message: it is said below it', async () => {
    const { sandbox } = harness;
    sandbox.failNext('views.open', { error: 'expired_trigger_id' });
    await sandbox.click(PEOPLE.owner, posted, 'open_feedback');
    await vi.waitFor(() => expect(JSON.stringify(sandbox.ephemeral(PEOPLE.owner))).toContain(AGAIN), WAIT);
  });

  it.each(['button', 'shortcut'])('the form opens before anything is read, behind a %s', async (way) => {
    const { sandbox, database } = harness;
    const { query } = database.pool;
    let open: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      open = resolve;
    });
    // A database that answers only once the form stands.
    const spy = vi.spyOn(database.pool, 'query').mockImplementation(async (...given: unknown[]) => {
      await held;
      return Reflect.apply(query, database.pool, given);
    });
    try {
      if (way === 'button') await sandbox.click(PEOPLE.owner, posted, 'open_feedback');
      else await sandbox.messageShortcut(PEOPLE.owner, posted.channel, posted.ts, 'feedback');
      await sandbox.waitFor(() => sandbox.openModals(PEOPLE.owner).length === 1);
    } finally {
      open?.();
      spy.mockRestore();
    }
    await sandbox.waitFor(() =>
      sandbox.openModals(PEOPLE.owner).some((view) => view.callback_id === 'submit_feedback'),
    );
    for (const view of sandbox.openModals(PEOPLE.owner)) await sandbox.closeModal(PEOPLE.owner, view.id, true);
  });
});
