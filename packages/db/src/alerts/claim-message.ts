import type { Database } from '../database.ts';
import type { Audience } from './audience.ts';

/** A claim this long without a message belongs to a process that died; another may take it over. */
export const CLAIM_LASTS_SECONDS = 60;

export type Claim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack, look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly messageId: string;
      readonly doubtful: boolean;
      /** Channel of the earlier try; null: none. */
      readonly channel: string | null;
    }
  | { readonly outcome: 'busy' }
  /** A summary or digest tells it; `noticeId` null: it waits for the digest, or was answered before. */
  | { readonly outcome: 'gathered'; readonly noticeId: string | null }
  | {
      readonly outcome: 'posted';
      readonly messageId: string;
      readonly channel: string;
      readonly ts: string;
      readonly shownVersion: number;
    };

interface MessageRow {
  id: string;
  state: string;
  channel: string | null;
  ts: string | null;
  shown_version: number;
  notice_id: string | null;
  taken: boolean;
}

/**
 * Claims the message of an alert for one audience before it is sent, so that of all processes only one sends it.
 * @param now the moment from which the claim counts
 */
export async function claimMessage(database: Database, alertId: string, audience: Audience, now: Date): Promise<Claim> {
  await database.pool.query(
    'INSERT INTO alert_messages (alert_id, audience) VALUES ($1::bigint, $2) ON CONFLICT (alert_id, audience) DO NOTHING',
    [alertId, audience],
  );
  const { rows } = await database.pool.query<MessageRow>(
    `WITH before AS (
       SELECT id, state, channel, ts, shown_version, notice_id,
         state IN ('pending', 'failed')
           OR (state = 'claimed' AND (claimed_at IS NULL OR claimed_at <= $3::timestamptz - $4 * interval '1 second')) AS taken
       FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2 FOR UPDATE
     ), taken AS (
       UPDATE alert_messages message SET state = 'claimed', claimed_at = $3
       FROM before WHERE message.id = before.id AND before.taken
     )
     SELECT id::text, state, channel, ts, shown_version, notice_id::text, taken FROM before`,
    [alertId, audience, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined) return { outcome: 'busy' };
  if (row.taken) {
    return { outcome: 'claimed', messageId: row.id, doubtful: row.state === 'claimed', channel: row.channel };
  }
  if (row.state === 'posted' && row.channel !== null && row.ts !== null) {
    return { outcome: 'posted', messageId: row.id, channel: row.channel, ts: row.ts, shownVersion: row.shown_version };
  }
  if (row.state === 'gathered' || row.state === 'skipped') return { outcome: 'gathered', noticeId: row.notice_id };
  return { outcome: 'busy' };
}
