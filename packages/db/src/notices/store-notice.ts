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
  const [id = null] = await storeNotices(within, [notice], now);
  return id;
}

/**
 * The same of several at once.
 * @returns the id of each, in their order; null: there is one with this key already
 */
export async function storeNotices(
  within: SqlExecutor,
  notices: readonly NewNotice[],
  now: Date,
): Promise<(string | null)[]> {
  if (notices.length === 0) return [];
  const { rows } = await within.query(
    `INSERT INTO notices (key, kind, place, made_at, details)
     SELECT key, kind, place, $5, details
     FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) AS given (key, kind, place, details)
     ON CONFLICT (key) DO NOTHING RETURNING key, id::text`,
    [
      notices.map(({ key }) => key),
      notices.map(({ kind }) => kind),
      notices.map(({ place }) => place),
      notices.map(({ details = {} }) => JSON.stringify(details)),
      now,
    ],
  );
  const ids = new Map(rows.filter(isStored).map(({ key, id }) => [key, id]));
  const stored = notices.flatMap((notice) => {
    const id = ids.get(notice.key);
    return id === undefined ? [] : [{ id, ...notice }];
  });
  await storeItems(within, stored);
  await storeRequests(within, stored);
  return notices.map(({ key }) => ids.get(key) ?? null);
}

type Stored = NewNotice & { readonly id: string };

function isStored(row: unknown): row is { key: string; id: string } {
  return typeof row === 'object' && row !== null && 'key' in row && 'id' in row;
}

async function storeItems(within: SqlExecutor, stored: readonly Stored[]): Promise<void> {
  const items = stored.flatMap(({ id, items }) => items.map((item, index) => ({ id, ...item, position: index + 1 })));
  if (items.length === 0) return;
  await within.query(
    `INSERT INTO notice_items (notice_id, alert_id, part, position)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[])`,
    [
      items.map(({ id }) => id),
      items.map(({ alertId }) => alertId),
      items.map(({ part }) => part),
      items.map(({ position }) => position),
    ],
  );
}

async function storeRequests(within: SqlExecutor, stored: readonly Stored[]): Promise<void> {
  const requests = stored.flatMap(({ id, requests = [] }) =>
    requests.map((request, index) => ({ id, ...request, position: index + 1 })),
  );
  if (requests.length === 0) return;
  await within.query(
    `INSERT INTO notice_requests (notice_id, request_id, level, round, position)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[])`,
    [
      requests.map(({ id }) => id),
      requests.map(({ requestId }) => requestId),
      requests.map(({ level }) => level),
      requests.map(({ round }) => round),
      requests.map(({ position }) => position),
    ],
  );
}
