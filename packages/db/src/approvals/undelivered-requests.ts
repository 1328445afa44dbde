import type { Database } from '../database.ts';
import { isToBeTriedAgain } from '../outbox/try-again.ts';
import { type DeliverRequestJob, enqueueRequests, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';

/**
 * Puts messages about requests into the queue again that were put there so many minutes ago and are still not in Slack,
 * or show an old version: after an outage, or once Slack refused them. How long ago the request was does not matter: a
 * limit may end, and its end be told, months after it was asked for. At most 500, the longest waiting first.
 * @returns how many were queued
 */
export async function requeueUndeliveredRequests(
  database: Database,
  queue: Queue,
  now: Date,
  minutes: number,
): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<DeliverRequestJob>(
      `WITH undelivered AS (
         SELECT message.id FROM limit_request_messages message JOIN limit_requests request ON request.id = message.request_id
         WHERE ${isToBeTriedAgain('message', { now: '$1', minutes: '$2' })}
           AND CASE WHEN message.state = 'posted' THEN message.shown_version < request.version
             WHEN message.audience LIKE 'approver:%' OR message.audience LIKE 'vacancy:%' THEN request.state = 'pending'
               AND message.audience LIKE '%:' || request.round || ':' || request.level || ':%'
             ELSE true END
         ORDER BY message.queued_at LIMIT 500 FOR UPDATE OF message SKIP LOCKED
       )
       UPDATE limit_request_messages message SET queued_at = $1 FROM undelivered WHERE message.id = undelivered.id
       RETURNING message.request_id::text AS "requestId", message.audience`,
      [now, minutes],
    );
    await enqueueRequests(queue, rows, client);
    return rows.length;
  });
}
