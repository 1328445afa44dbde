import type pg from 'pg';
import type { Queue } from '../queue/queue.ts';
import { showOnceMore } from './show-once-more.ts';

/**
 * That a customer is stopped, or no longer is, stands in every message of its alerts that are not closed: has them
 * rendered again in the caller's transaction, each once.
 * @param besides an alert whose messages are rendered again anyway
 */
export async function showStop(
  client: pg.PoolClient,
  queue: Queue,
  customerIds: readonly number[],
  besides: string | null = null,
): Promise<void> {
  if (customerIds.length === 0) return;
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text FROM alerts WHERE customer_id = ANY($1::int[]) AND state <> 'closed'
       AND id IS DISTINCT FROM $2::bigint ORDER BY alerts.id FOR UPDATE`,
    [customerIds, besides],
  );
  await showOnceMore(
    client,
    queue,
    rows.map(({ id }) => id),
  );
}
