import type pg from 'pg';
import { showOnceMore } from '../alerts/show-once-more.ts';
import type { Queue } from '../queue/queue.ts';
import type { StoredRequest } from './stored-request.ts';

/**
 * What a step of a request means for the review that it came from, in the step's transaction: the alert shows how far the
 * request is, and once it has ended the limit no longer waits to be cut. Nothing for a request that comes from no review.
 */
export async function followRequest(
  client: pg.PoolClient,
  queue: Queue,
  { id, request }: StoredRequest,
  now: Date,
): Promise<void> {
  const { rows } = await client.query<{ alertId: string }>(
    'SELECT alert_id::text AS "alertId" FROM alert_reviews WHERE request_id = $1::bigint',
    [id],
  );
  const [review] = rows;
  if (review === undefined) return;
  if (request.state !== 'pending' && request.state !== 'returned') {
    await client.query(
      `UPDATE customer_measures SET ended_at = $2 WHERE alert_id = $1::bigint AND kind = 'cut_limit' AND ended_at IS NULL`,
      [review.alertId, now],
    );
  }
  await showOnceMore(client, queue, [review.alertId]);
}
