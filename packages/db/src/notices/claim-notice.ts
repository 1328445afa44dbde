import type { Database } from '../database.ts';
import { CLAIM_LASTS_SECONDS } from '../outbox/claim.ts';
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

export type NoticeClaim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack at `channel`; look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly notice: StoredNotice;
      readonly doubtful: boolean;
      readonly channel: string | null;
    }
  | {
      readonly outcome: 'posted';
      readonly notice: StoredNotice;
      readonly channel: string;
      readonly ts: string;
      readonly shown: string | null;
    }
  | { readonly outcome: 'busy' }
  /** Nothing was left to say, or there is no such message. */
  | { readonly outcome: 'done' };

interface Row extends StoredNotice {
  state: string;
  channel: string | null;
  ts: string | null;
  shown: string | null;
  taken: boolean;
}

/** Claims a message before it is sent, so that of all processes only one sends it. */
export async function claimNotice(database: Database, noticeId: string, now: Date): Promise<NoticeClaim> {
  const { rows } = await database.pool.query<Row>(
    `WITH before AS (
       SELECT id, kind, place, made_at, details, state, channel, ts, shown,
         state IN ('pending', 'failed')
           OR (state = 'claimed' AND (claimed_at IS NULL OR claimed_at <= $2::timestamptz - $3 * interval '1 second')) AS taken
       FROM notices WHERE id = $1::bigint FOR UPDATE
     ), taken AS (
       UPDATE notices notice SET state = 'claimed', claimed_at = $2 FROM before WHERE notice.id = before.id AND before.taken
     )
     SELECT id::text, kind, place, made_at AS "madeAt", details, state, channel, ts, shown, taken FROM before`,
    [noticeId, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined || row.state === 'empty') return { outcome: 'done' };
  const { state, channel, ts, shown, taken, ...notice } = row;
  if (taken) return { outcome: 'claimed', notice, doubtful: state === 'claimed' && channel !== null, channel };
  if (state === 'posted' && channel !== null && ts !== null) return { outcome: 'posted', notice, channel, ts, shown };
  return { outcome: 'busy' };
}
