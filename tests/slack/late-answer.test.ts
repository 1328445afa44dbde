import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST } from './support/workspace.ts';

/** The bot waits 15 seconds for an answer. */
const LATE_MS = 30_000;

let harness: Harness;
let ahead = 0;
beforeAll(async () => {
  harness = await startHarness('socket', { bot: { now: () => new Date(Date.now() + ahead) } });
});
afterAll(() => harness.close());

it('a message that Slack posts long after we stopped waiting is not posted again: it is found', async () => {
  const { sandbox, database, bot } = harness;
  const customerId = await seedCustomer(database, { code: 'LATE', name: '迟到有限公司', owner: null });
  const alertId = await seedAlert(database, { customerId, owner: null });
  const posted = () => sandbox.messages(EAST).filter(({ metadata }) => metadata?.event_payload.alert_id === alertId);
  const state = async () => {
    const { rows } = await database.pool.query<{ state: string; ts: string | null }>(
      `SELECT state, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = 'channel'`,
      [alertId],
    );
    return rows[0];
  };
  sandbox.failNext('chat.postMessage', { late: LATE_MS });
  await queueAlert(database, bot.queue, alertId);
  await vi.waitFor(() => expect(posted()).toHaveLength(1), { timeout: LATE_MS + 20_000, interval: 100 });
  expect((await state())?.state).toBe('claimed');
  // The claim runs out.
  ahead = 61_000;
  await vi.waitFor(async () => expect(await state()).toMatchObject({ state: 'posted', ts: posted()[0]?.ts }), {
    timeout: 20_000,
    interval: 100,
  });
  expect(posted()).toHaveLength(1);
}, 90_000);
