import type { AuditOrigin, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { showOnceMore } from '../alerts/show-once-more.ts';
import { endMeasuresOfAlert } from '../customers/measures.ts';
import type { Queue } from '../queue/queue.ts';
import type { StoredRequest } from './stored-request.ts';

/**
 * What a step of a request means for the review that it came from, in the step's transaction: the alert shows how far the
 * request is, and once it has ended the limit no longer waits to be cut. Nothing for a request that comes from no review.
 * @param origin who took the step
 * @returns the audit entries
 */
export async function followRequest(
  client: pg.PoolClient,
  queue: Queue,
  { id, request }: StoredRequest,
  now: Date,
  origin: AuditOrigin,
): Promise<NewAuditEntry[]> {
  const { rows } = await client.query<{ alertId: string }>(
    'SELECT alert_id::text AS "alertId" FROM alert_reviews WHERE request_id = $1::bigint',
    [id],
  );
  const [review] = rows;
  if (review === undefined) return [];
  const isOpen = request.state === 'pending' || request.state === 'returned';
  const ending = { now, reason: null, ...origin };
  const entries = isOpen ? [] : await endMeasuresOfAlert(client, review.alertId, ending, 'cut_limit');
  await showOnceMore(client, queue, [review.alertId]);
  return entries;
}
