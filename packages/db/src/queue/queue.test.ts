import { afterAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { enqueueDeliveries, openQueue, QUEUES } from './queue.ts';

describe('the queue', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));

  const waiting = async () => (await queue.fetch(QUEUES.deliverAlert, { batchSize: 10 })).map((job) => job.data);

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

  it('hands out red before yellow, whatever came first', async () => {
    await enqueueDeliveries(
      queue,
      [
        { alertId: '3', audience: 'channel', severity: 'yellow' },
        { alertId: '4', audience: 'channel', severity: 'red' },
      ],
      database.pool,
    );
    const next = async () => (await queue.fetch(QUEUES.deliverAlert)).map((job) => job.data);
    expect(await next()).toEqual([{ alertId: '4', audience: 'channel' }]);
    expect(await next()).toEqual([{ alertId: '3', audience: 'channel' }]);
  });
});
