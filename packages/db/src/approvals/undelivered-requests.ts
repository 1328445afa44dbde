import type { Database } from '../database.ts';
import type { DeliverRequestJob } from '../queue/queue.ts';

/**
 * Messages about requests older than `minutes` that are still not in Slack, or show an old version: what a sweep puts
 * into the queue again after an outage. At most 500, the oldest first; what ended a month ago is left alone.
 */
export async function undeliveredRequests(
  database: Database,
  now: Date,
  minutes: number,
): Promise<DeliverRequestJob[]> {
  const { rows } = await database.pool.query<DeliverRequestJob>(
    `SELECT message.request_id::text AS "requestId", message.audience
     FROM limit_request_messages message JOIN limit_requests request ON request.id = message.request_id
     WHERE request.created_at < $1::timestamptz - $2 * interval '1 minute'
       AND request.expires_at > $1::timestamptz - interval '30 days'
       AND CASE WHEN message.state = 'posted' THEN message.shown_version < request.version
         WHEN message.audience LIKE 'approver:%' OR message.audience LIKE 'vacancy:%' THEN request.state = 'pending'
           AND message.audience LIKE '%:' || request.round || ':' || request.level || ':%'
         ELSE true END
     ORDER BY request.created_at LIMIT 500`,
    [now, minutes],
  );
  return rows;
}
