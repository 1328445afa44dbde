import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { addressLatecomers } from './address-request.ts';
import type { Moment } from './moment.ts';
import { pendingRequests } from './read-requests.ts';

/**
 * Asks, for every request that waits, whoever may answer by now and was not asked yet: an absence has begun, or the
 * staff list has changed. Repeated or at once, nobody is asked twice.
 * @returns how many were asked
 */
export async function askLatecomers(database: Database, queue: Queue, moment: Moment): Promise<number> {
  const pending = await pendingRequests(database, moment);
  if (pending.length === 0) return 0;
  return withinTransaction(database, (client) => addressLatecomers(client, queue, pending, moment));
}
