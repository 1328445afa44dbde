import type { ClockStepName } from '@xinshao/core/alerts/clock.ts';
import type { SqlExecutor } from '../queue/queue.ts';

/** What a message tells of an alert: it is new there, it still waits, its own message follows, or a step of its clock. */
export type NoticePart = 'new' | 'waiting' | 'following' | ClockStepName;
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
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Stores a message about many alerts within the caller's transaction.
 * @returns its id; null: there is one with this key already
 */
export async function storeNotice(within: SqlExecutor, notice: NewNotice, now: Date): Promise<string | null> {
  const { key, kind, place, details = {} } = notice;
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
  return id;
}
