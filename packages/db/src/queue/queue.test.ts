import { afterAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { enqueueDeliveries, openQueue, QUEUES } from './queue.ts';

describe('the queue', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));

  const waiting = async () => (await queue.fetch(QUEUES.deliverUrgent, { batchSize: 10 })).map((job) => job.data);

  it('holds a delivery only when the transaction that enqueued it commits', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await enqueueDeliveries(queue, [{ alertId: '1', audience: 'channel', severity: 'red' }], client);
    await client.query('rollback');
    expect(await waiting()).toEqual([]);
    await client.query('begin');
    await enqueueDeliveries(queue, [{ alertId: '2', audience: 'channel', severity: 'red' }], client);
    await client.query('commit');
    client.release();
    expect(await waiting()).toEqual([{ alertId: '2', audience: 'channel' }]);
  });

  it('has a line of its own for red, and hands out orange before yellow, each in the given order', async () => {
    await enqueueDeliveries(
      queue,
      [
        { alertId: '3', audience: 'channel', severity: 'yellow' },
        { alertId: '4', audience: 'channel', severity: 'red' },
        { alertId: '5', audience: 'channel', severity: 'orange' },
        { alertId: '6', audience: 'channel', severity: 'orange' },
      ],
      database.pool,
    );
    const next = async () => (await queue.fetch(QUEUES.deliverAlert)).map((job) => job.data);
    expect(await waiting()).toEqual([{ alertId: '4', audience: 'channel' }]);
    for (const alertId of ['5', '6', '3']) expect(await next()).toEqual([{ alertId, audience: 'channel' }]);
  });
});
