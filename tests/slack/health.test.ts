import { healthCheck } from '@xinshao/bot/http/health.ts';
import { createMetrics } from '@xinshao/bot/http/metrics.ts';
import { createHttpServer } from '@xinshao/bot/http/server.ts';
import { createLog } from '@xinshao/bot/log/log.ts';
import { openDatabase } from '@xinshao/db/database.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { afterAll, describe, expect, it } from 'vitest';

describe('/healthz', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const log = createLog('silent');
  const metrics = createMetrics(null);

  const ask = async (health: Parameters<typeof createHttpServer>[0]['health']) => {
    const server = createHttpServer({ log, health, metrics, slack: null, overlay: null });
    const answer = await server.inject('/healthz');
    await server.close();
    return [answer.statusCode, answer.json()];
  };

  it('is 200 when database, queue and Slack are up', async () => {
    const expected = { ok: true, database: 'up', queue: 'up', slack: 'up' };
    expect(await ask(healthCheck(database, queue, () => true))).toEqual([200, expected]);
  });

  it('is 503 and says so when Slack is not connected', async () => {
    const expected = { ok: false, database: 'up', queue: 'up', slack: 'down' };
    expect(await ask(healthCheck(database, queue, () => false))).toEqual([503, expected]);
  });

  it('is 503 and says so when the database is away', async () => {
    const gone = await openDatabase(database.url);
    await gone.close();
    const expected = { ok: false, database: 'down', queue: 'up', slack: 'up' };
    expect(await ask(healthCheck(gone, queue, () => true))).toEqual([503, expected]);
  });

  it('an error inside is told without a stack trace', async () => {
    const [status, body] = await ask(() => Promise.reject(new Error('secret detail')));
    expect([status, body]).toEqual([500, { error: 'internal_error' }]);
  });

  it('a body that is too large is refused', async () => {
    const server = createHttpServer({
      log,
      health: healthCheck(database, queue, () => true),
      metrics,
      slack: null,
      overlay: null,
    });
    server.post('/echo', async () => ({ ok: true }));
    const answer = await server.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) }),
    });
    expect([answer.statusCode, answer.json()]).toEqual([413, { error: 'bad_request' }]);
    await server.close();
  });
});
