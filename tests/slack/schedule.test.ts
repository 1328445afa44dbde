import { loadCompanySettings, loadPolicy } from '@xinshao/bot/config/load-files.ts';
import { createMetrics } from '@xinshao/bot/http/metrics.ts';
import { workMonitor } from '@xinshao/bot/jobs/work-monitor.ts';
import { createLog, type Logger } from '@xinshao/bot/log/log.ts';
import { openQueue, QUEUES } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { makeCustomer, refresh } from '@xinshao/db/testing/ledger-example.ts';
import { expect, it, vi } from 'vitest';

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

it('customers that changed are looked at soon after, once, at any time of any day', async () => {
  const database = await freshDatabase();
  // Two imports, one after the other.
  const customer = await makeCustomer(database, 'K1');
  await refresh(database, [customer]);
  await refresh(database, [customer]);
  const warned: unknown[] = [];
  const quiet = createLog('silent');
  const log = Object.assign(Object.create(quiet) as Logger, { warn: (...said: unknown[]) => void warned.push(said) });
  const queue = await openQueue(database.url, { works: true });
  let now = NOON;
  const work = await workMonitor({
    database,
    queue,
    metrics: createMetrics(null),
    log,
    settings: loadCompanySettings('policies/company.yaml', 'zh'),
    readPolicy: () => loadPolicy('policies/trade-credit.yaml', 'zh'),
    // Not today.
    at: '0 0 1 1 *',
    watchChangesEvery: 300,
    now: () => now,
  });
  const runs = async () => (await database.pool.query('SELECT scored FROM monitor_runs ORDER BY id')).rows;
  const changes = async () => (await database.pool.query('SELECT id FROM customer_changes')).rows;
  await vi.waitFor(async () => expect(await runs()).toEqual([{ scored: 1 }]), { timeout: 20_000, interval: 100 });
  expect(await changes()).toEqual([]);
  await new Promise((wake) => setTimeout(wake, 2_000));
  expect(await runs()).toHaveLength(1);
  expect(warned).toEqual([]);

  // A run that stores nothing, as a later day was looked at before, is nothing to be silent about.
  now = new Date('2026-11-09T04:00:00Z');
  await refresh(database, [customer]);
  await vi.waitFor(() => expect(JSON.stringify(warned)).toContain('stored nothing'), {
    timeout: 20_000,
    interval: 100,
  });
  await new Promise((wake) => setTimeout(wake, 1_500));
  // The change waits for a run that stores; it is not asked for over and over.
  expect(await changes()).toHaveLength(1);
  expect(await queue.findJobs(QUEUES.monitor)).toHaveLength(2);
  await work.stop();
  await queue.stop({ graceful: true, timeout: 5_000 });
}, 60_000);
