import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

let harness: Harness;
/** What nobody caught: a production process would have ended with it. */
const uncaught: unknown[] = [];
const keep = (error: unknown) => uncaught.push(error);

beforeAll(async () => {
  harness = await startHarness('socket');
  await seedCustomer(harness.database, { code: 'C00001', name: '华东精密机械有限公司' });
  process.on('unhandledRejection', keep);
});
afterAll(async () => {
  process.off('unhandledRejection', keep);
  await harness.close();
});

const ask = async () => {
  const { sandbox } = harness;
  const before = sandbox.ephemeral(PEOPLE.owner).length;
  expect((await sandbox.command(PEOPLE.owner, EAST, '/credit C00001')).ok).toBe(true);
  await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.owner)[before]);
};

it('outlives an outage of Slack, and connects again by itself when it is over', async () => {
  const { sandbox } = harness;
  for (let outage = 0; outage < 2; outage++) {
    await ask();
    sandbox.outage(true);
    await sandbox.waitFor(() => harness.logged.some((line) => line.includes('Slack cannot be reached')));
    await pause(1_500);
    sandbox.outage(false);
    harness.logged.length = 0;
    await sandbox.waitFor(() => sandbox.connections() > 0, 30_000);
    await sandbox.waitFor(() => harness.logged.some((line) => line.includes('connected to Slack')));
  }
  await ask();
  expect(uncaught).toEqual([]);
});
