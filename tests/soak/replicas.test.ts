import { setTimeout as pause } from 'node:timers/promises';
import { enqueueDeliveries, openQueue } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import { expect, it, vi } from 'vitest';
import { seedAlert, seedCompany, seedCustomer } from '../slack/support/seed.ts';
import { EAST, workspace } from '../slack/support/workspace.ts';
import { simulatedClock } from './clock.ts';
import { startReplicas } from './replicas.ts';

const ALERTS = 16;

it('two replicas share a burst; killing one and then both in the middle of it loses nothing and doubles nothing', {
  timeout: 240_000,
}, async () => {
  const database = await freshDatabase();
  await seedCompany(database);
  const clock = simulatedClock(Date.now());
  const sandbox = await startSandbox({
    workspace,
    clock: clock.now,
    limits: { messagesPerSecondPerChannel: 20, methodTiers: false },
  });
  const queue = await openQueue(database.url, { works: false });
  const replicas = await startReplicas({
    ...{ database, sandbox, clock, isUp: () => true, isSomethingDue: () => Promise.resolve(false) },
  });
  try {
    const ids: string[] = [];
    for (let number = 0; number < ALERTS; number++) {
      const customerId = await seedCustomer(database, { code: `B${number}`, name: `突发${number}有限公司` });
      ids.push(await seedAlert(database, { customerId, openedAt: new Date(clock.now()) }));
    }
    const queued = ids.flatMap((alertId) =>
      (['channel', 'owner'] as const).map((audience) => ({ alertId, audience, severity: 'red' as const })),
    );
    await enqueueDeliveries(queue, queued, database.pool);
    const posted = () => sandbox.requests('chat.postMessage').filter(({ ok }) => ok).length;
    await vi.waitFor(async () => expect(Math.min(...(await replicas.worked()))).toBeGreaterThan(0), 60_000);
    sandbox.failNext('chat.postMessage', { onCommit: () => replicas.kill([0]) });
    await sandbox.waitFor(() => replicas.kills() >= 1, 60_000);
    const before = posted();
    await sandbox.waitFor(() => posted() > before, 60_000);
    sandbox.failNext('chat.postMessage', { onArrival: () => replicas.kill([0, 1]) });
    await replicas.rest(10 * 60_000);
    await replicas.advance(11 * 60_000);
    await replicas.rest(10 * 60_000);
    const { rows } = await database.pool.query<{ state: string; count: number }>(
      'SELECT state, count(*)::int AS count FROM alert_messages GROUP BY state',
    );
    expect(rows).toEqual([{ state: 'posted', count: 2 * ALERTS }]);
    const direct = await database.pool.query<{ channel: string }>(
      `SELECT DISTINCT channel FROM alert_messages WHERE audience = 'owner'`,
    );
    const places = [EAST, ...direct.rows.map(({ channel }) => channel)];
    const marks = places.flatMap((place) => sandbox.messages(place)).map(({ metadata }) => JSON.stringify(metadata));
    expect(marks).toHaveLength(2 * ALERTS);
    expect(new Set(marks).size).toBe(2 * ALERTS);
    expect(replicas.kills()).toBeGreaterThanOrEqual(2);
  } finally {
    await replicas.stop();
    await queue.stop({ graceful: false });
    await sandbox.close();
    clock.close();
  }
});

it('a replica that is halted between taking a message and posting it, until its claim has run out, posts nothing twice', {
  timeout: 240_000,
}, async () => {
  const database = await freshDatabase();
  await seedCompany(database);
  const clock = simulatedClock(Date.now());
  const sandbox = await startSandbox({ workspace, clock: clock.now, limits: { methodTiers: false } });
  const queue = await openQueue(database.url, { works: false });
  const replicas = await startReplicas({
    ...{ database, sandbox, clock, isUp: () => true, isSomethingDue: () => Promise.resolve(false) },
  });
  const ids: string[] = [];
  const burst = async () => {
    for (let number = 0; number < 4; number++) {
      const customerId = await seedCustomer(database, { code: `H${ids.length}`, name: `停顿${ids.length}有限公司` });
      ids.push(await seedAlert(database, { customerId, openedAt: new Date(clock.now()) }));
    }
    const queued = ids.slice(-4).map((alertId) => ({ alertId, audience: 'channel', severity: 'red' }) as const);
    await enqueueDeliveries(queue, queued, database.pool);
  };
  try {
    for (const [place, point] of (['claim', 'note', 'claim', 'note'] as const).entries()) {
      await replicas.haltAt(place % 2, point);
      // The other may take all of a burst, and a message that the other took over counts as under way for a while.
      for (let bursts = 0; bursts < 20 && replicas.halts() <= place; bursts++) {
        await burst();
        await replicas.rest(10 * 60_000);
        if (replicas.halts() <= place) await pause(1_000);
      }
      expect(replicas.halts()).toBe(place + 1);
    }
    const marks = sandbox.messages(EAST).map(({ metadata }) => JSON.stringify(metadata));
    expect(new Set(marks).size).toBe(ids.length);
    expect(marks).toHaveLength(ids.length);
    const { rows } = await database.pool.query<{ taken: boolean }>(
      `SELECT bool_or(claims > 1) AS taken FROM alert_messages WHERE audience = 'channel'`,
    );
    expect(rows).toEqual([{ taken: true }]);
  } finally {
    await replicas.stop();
    await queue.stop({ graceful: false });
    await sandbox.close();
    clock.close();
  }
});
