import type { Database } from '../database.ts';
import { shownOutbox } from '../outbox/outbox.ts';
import type { RequestAudience } from './request-audience.ts';

/** Messages about requests, each to one person. */
export const REQUEST_OUTBOX = shownOutbox('limit_request_messages');

/** The id of the message about a request for an audience; null: nobody addressed it. */
export async function messageOfRequest(
  { pool }: Database,
  requestId: string,
  audience: RequestAudience,
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id::text FROM limit_request_messages WHERE request_id = $1::bigint AND audience = $2',
    [requestId, audience],
  );
  return rows[0]?.id ?? null;
}
