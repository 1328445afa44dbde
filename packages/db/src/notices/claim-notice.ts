import type { Database } from '../database.ts';
import type { Claim } from '../outbox/claim.ts';
import { NOTICE_OUTBOX } from './record-notice.ts';
import type { NoticeKind } from './store-notice.ts';

/** A message about many alerts, as it is sent. */
export interface StoredNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  /** As `placeText` writes it. */
  readonly place: string;
  readonly madeAt: Date;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A claimed message comes with what it says, and one that stands with where, and a digest of what it shows. */
export type NoticeClaim =
  | Extract<Claim, { outcome: 'busy' | 'done' }>
  | (Extract<Claim, { outcome: 'claimed' }> & { readonly notice: StoredNotice })
  | {
      readonly outcome: 'posted';
      readonly notice: StoredNotice;
      readonly channel: string;
      readonly ts: string;
      readonly shown: string | null;
    };

interface Row extends StoredNotice {
  state: string;
  channel: string | null;
  ts: string | null;
  shown: string | null;
}

/** Claims a message before it is sent, so that of all processes only one sends it. */
export async function claimNotice(database: Database, noticeId: string, now: Date): Promise<NoticeClaim> {
  const claim = await NOTICE_OUTBOX.claim(database, noticeId, now);
  if (claim.outcome === 'busy') return claim;
  const { rows } = await database.pool.query<Row>(
    `SELECT id::text, kind, place, made_at AS "madeAt", details, state, channel, ts, shown
     FROM notices WHERE id = $1::bigint`,
    [noticeId],
  );
  const [row] = rows;
  if (row === undefined) return { outcome: 'done' };
  const { state, channel, ts, shown, ...notice } = row;
  if (claim.outcome === 'claimed') return { ...claim, notice };
  if (state !== 'posted' || channel === null || ts === null) return { outcome: 'done' };
  return { outcome: 'posted', notice, channel, ts, shown };
}
