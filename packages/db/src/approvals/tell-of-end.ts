import type pg from 'pg';
import type { Queue } from '../queue/queue.ts';
import { addressEnd } from './address-request.ts';
import type { Moment } from './moment.ts';
import { requestById } from './read-requests.ts';
import type { StoredRequest } from './stored-request.ts';

/**
 * What was approved was ended early: every message of its request is rendered again, and whoever was told of it is told
 * of its end, but for who ended it; in the transaction that ended it.
 * @returns the request as it stands; null when there is no such request
 */
export async function tellOfEnd(
  client: pg.PoolClient,
  queue: Queue,
  requestId: string,
  endedBy: string,
  moment: Moment,
): Promise<StoredRequest | null> {
  await client.query('UPDATE limit_requests SET version = version + 1 WHERE id = $1::bigint', [requestId]);
  const stored = await requestById(client, requestId, moment);
  if (stored !== null) await addressEnd(client, queue, stored, endedBy, moment);
  return stored;
}
