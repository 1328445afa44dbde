import { loadCompanySettings, loadPolicy } from '@xinshao/bot/config/load-files.ts';
import { createMetrics } from '@xinshao/bot/http/metrics.ts';
import { workMonitor } from '@xinshao/bot/jobs/work-monitor.ts';
import { createLog } from '@xinshao/bot/log/log.ts';
import { openQueue, QUEUES } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';

const NOON = new Date('2026-11-10T04:00:00Z');

it('two replicas whose schedules fire every second run the monitor once for the slot', async () => {
  const database = await freshDatabase();
  const settings = loadCompanySettings('policies/company.yaml', 'zh');
  const replicas = await Promise.all(
    [1, 2].map(async () => {
      const queue = await openQueue(database.url, { works: true });
      const work = await workMonitor({
        database,
        queue,
        metrics: createMetrics(null),
        log: createLog('silent'),
        settings,
        readPolicy: () => loadPolicy('policies/trade-credit.yaml', 'zh'),
        at: '* * * * * *',
        now: () => NOON,
      });
      return { queue, work };
    }),
  );
  const runs = async () => (await database.pool.query('SELECT as_of::text AS day FROM monitor_runs')).rows;
  for (let tries = 0; tries < 150 && (await runs()).length === 0; tries++) {
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await new Promise((wake) => setTimeout(wake, 4_000));
  const jobs = await replicas[0]?.queue.findJobs(QUEUES.monitor);
  const slots = new Set(jobs?.map(({ data }) => JSON.stringify(data)));
  // Several seconds may span two minutes, and so two slots; each was queued and run once.
  expect(jobs).toHaveLength(slots.size);
  expect(await runs()).toEqual(Array.from({ length: slots.size }, () => ({ day: '2026-11-10' })));
  for (const { queue, work } of replicas) {
    await work.stop();
    await queue.stop({ graceful: true, timeout: 5_000 });
  }
}, 40_000);
