import type { Moment } from '../approvals/moment.ts';
import { requestsById } from '../approvals/read-requests.ts';
import type { StoredRequest } from '../approvals/stored-request.ts';
import type { Database } from '../database.ts';

/** A request in a digest, as it stands now. */
export interface NoticeRequest {
  readonly stored: StoredRequest;
  /** Whether the level of the round that the reader was asked for is still being asked. */
  readonly owed: boolean;
}

/** Every request that a digest lists, in its order; a company has few. */
export async function noticeRequests(database: Database, noticeId: string, moment: Moment): Promise<NoticeRequest[]> {
  const { rows } = await database.pool.query<{ requestId: string; level: number; round: number }>(
    `SELECT request_id::text AS "requestId", level, round FROM notice_requests
     WHERE notice_id = $1::bigint ORDER BY position`,
    [noticeId],
  );
  if (rows.length === 0) return [];
  const asked = new Map(rows.map((row) => [row.requestId, row]));
  const stored = await requestsById(
    database,
    rows.map(({ requestId }) => requestId),
    moment,
  );
  return stored.map((one) => {
    const { state, level, round, expiresAt } = one.request;
    const place = asked.get(one.id);
    const owed = state === 'pending' && expiresAt > moment.now && place?.level === level && place.round === round;
    return { stored: one, owed };
  });
}

/** Whom a message about many is for, as `placeText` writes it; null: there is no such message. */
export async function placeOfNotice(database: Database, noticeId: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ place: string }>('SELECT place FROM notices WHERE id = $1::bigint', [
    noticeId,
  ]);
  return rows[0]?.place ?? null;
}
