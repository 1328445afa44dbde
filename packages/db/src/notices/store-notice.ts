import type { ClockStepName } from '@xinshao/core/alerts/clock.ts';
import type { DigestPart } from '@xinshao/core/notices/digest.ts';
import type { SqlExecutor } from '../queue/queue.ts';

/**
 * What a message tells of an alert: why it is in the reader's digest, that its own message follows, or a step of its
 * clock.
 */
export type NoticePart = DigestPart | 'following' | ClockStepName;
export const NOTICE_KINDS = ['summary', 'digest', 'steps', 'trouble'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NewNotice {
  /** Once in all time. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** As `placeText` writes it. */
  readonly place: string;
  /** In the order in which they are shown. */
  readonly items: readonly { readonly alertId: string; readonly part: NoticePart }[];
  /** Requests that wait for the reader, in the order in which they are shown. */
  readonly requests?: readonly { readonly requestId: string; readonly level: number; readonly round: number }[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Stores a message about many things within the caller's transaction.
 * @returns its id; null: there is one with this key already
 */
export async function storeNotice(within: SqlExecutor, notice: NewNotice, now: Date): Promise<string | null> {
  const { key, kind, place, requests = [], details = {} } = notice;
  const { rows } = await within.query(
    `INSERT INTO notices (key, kind, place, made_at, details) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (key) DO NOTHING RETURNING id::text`,
    [key, kind, place, now, JSON.stringify(details)],
  );
  const [row] = rows;
  if (typeof row !== 'object' || row === null || !('id' in row)) return null;
  const id = String(row.id);
  await within.query(
    `INSERT INTO notice_items (notice_id, alert_id, part, position)
     SELECT $1::bigint, item.alert_id, item.part, item.position
     FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS item (alert_id, part, position)`,
    [id, notice.items.map(({ alertId }) => alertId), notice.items.map(({ part }) => part)],
  );
  await within.query(
    `INSERT INTO notice_requests (notice_id, request_id, level, round, position)
     SELECT $1::bigint, item.request_id, item.level, item.round, item.position
     FROM unnest($2::bigint[], $3::int[], $4::int[]) WITH ORDINALITY AS item (request_id, level, round, position)`,
    [
      id,
      requests.map(({ requestId }) => requestId),
      requests.map(({ level }) => level),
      requests.map(({ round }) => round),
    ],
  );
  return id;
}
