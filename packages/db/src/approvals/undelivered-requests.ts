import type { Database } from '../database.ts';
import { requeueMessages } from '../outbox/requeue-messages.ts';
import { type DeliverRequestJob, enqueueRequests, type Queue } from '../queue/queue.ts';

/**
 * Puts messages about requests into the queue again that are not in Slack, or show an old version (see
 * requeue-messages.ts). How long ago the request was does not matter: a limit may end, and its end be told, months after
 * it was asked for.
 * @returns how many were queued
 */
export function requeueUndeliveredRequests(
  database: Database,
  queue: Queue,
  now: Date,
  minutes: number,
): Promise<number> {
  return requeueMessages<DeliverRequestJob>(
    database,
    {
      table: 'limit_request_messages',
      joins: 'JOIN limit_requests request ON request.id = message.request_id',
      isDue: `CASE WHEN message.state = 'posted' THEN message.shown_version < request.version
      WHEN message.audience LIKE 'approver:%' OR message.audience LIKE 'vacancy:%' THEN request.state = 'pending'
        AND message.audience LIKE '%:' || request.round || ':' || request.level || ':%'
      ELSE true END`,
      job: 'message.request_id::text AS "requestId", message.audience',
      enqueue: (jobs, client) => enqueueRequests(queue, jobs, client),
    },
    now,
    minutes,
  );
}
