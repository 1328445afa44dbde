import { enqueueRequests } from '@xinshao/db/queue/queue.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness('socket');
}, 60_000);
afterAll(() => harness.close());

it('a worker that has done a job takes the next one at once', async () => {
  const { bot, database } = harness;
  // About nothing that there is: done as soon as they are taken up. With a pause after each they would last 40 seconds.
  const jobs = Array.from(
    { length: 40 },
    (_, number) => ({ requestId: String(900_000 + number), audience: 'finance:F' }) as const,
  );
  await enqueueRequests(bot.queue, jobs, database.pool);
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query(
        `SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = 'deliver-limit-request' AND state <> 'completed'`,
      );
      expect(rows).toEqual([{ waiting: 0 }]);
    },
    { timeout: 20_000, interval: 100 },
  );
}, 30_000);
