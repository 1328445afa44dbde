import type { Database } from '../database.ts';
import type { CaseAudience } from './show-case.ts';

/** A claim this long without a message belongs to a process that died; another may take it over. */
const CLAIM_LASTS_SECONDS = 60;

export type CaseMessageClaim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack, look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly messageId: string;
      readonly doubtful: boolean;
      /** Channel of the earlier try; null: none. */
      readonly channel: string | null;
    }
  | { readonly outcome: 'busy' }
  | {
      readonly outcome: 'posted';
      readonly messageId: string;
      readonly channel: string;
      readonly ts: string;
      readonly shownVersion: number;
    };

/** Claims the message of a case for one audience before it is sent, so that of all processes only one sends it. */
export async function claimCaseMessage(
  database: Database,
  caseId: string,
  audience: CaseAudience,
  now: Date,
): Promise<CaseMessageClaim> {
  const { rows } = await database.pool.query<{
    id: string;
    state: string;
    channel: string | null;
    ts: string | null;
    shown_version: number;
    taken: boolean;
  }>(
    `WITH before AS (
       SELECT id, state, channel, ts, shown_version,
         state IN ('pending', 'failed')
           OR (state = 'claimed' AND (claimed_at IS NULL OR claimed_at <= $3::timestamptz - $4 * interval '1 second')) AS taken
       FROM collection_messages WHERE case_id = $1::bigint AND audience = $2 FOR UPDATE
     ), taken AS (
       UPDATE collection_messages message SET state = 'claimed', claimed_at = $3
       FROM before WHERE message.id = before.id AND before.taken
     )
     SELECT id::text, state, channel, ts, shown_version, taken FROM before`,
    [caseId, audience, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined) return { outcome: 'busy' };
  if (row.taken) {
    return { outcome: 'claimed', messageId: row.id, doubtful: row.state === 'claimed', channel: row.channel };
  }
  if (row.state === 'posted' && row.channel !== null && row.ts !== null) {
    return { outcome: 'posted', messageId: row.id, channel: row.channel, ts: row.ts, shownVersion: row.shown_version };
  }
  return { outcome: 'busy' };
}

/** Notes where a claimed message is about to be sent, so that a successor of this process knows where to look. */
export async function noteCaseTarget(database: Database, messageId: string, channel: string): Promise<void> {
  await database.pool.query(`UPDATE collection_messages SET channel = $2 WHERE id = $1::bigint AND state = 'claimed'`, [
    messageId,
    channel,
  ]);
}

/** The message stands in Slack. */
export async function recordCasePosted(
  database: Database,
  messageId: string,
  posted: { readonly channel: string; readonly ts: string; readonly shownVersion: number; readonly at: Date },
): Promise<void> {
  await database.pool.query(
    `UPDATE collection_messages SET state = 'posted', channel = $2, ts = $3, shown_version = $4, posted_at = $5,
       claimed_at = NULL, error = NULL
     WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, posted.channel, posted.ts, posted.shownVersion, posted.at],
  );
}

/** The message shows this version, or cannot be changed any more (`error`). */
export async function recordCaseShown(
  database: Database,
  messageId: string,
  version: number,
  error: string | null,
): Promise<void> {
  await database.pool.query(
    'UPDATE collection_messages SET shown_version = greatest(shown_version, $2), error = $3 WHERE id = $1::bigint',
    [messageId, version, error],
  );
}

/**
 * Nothing stands in Slack. `failed`: Slack refused, the reason is for a person; `pending`: the claim is given back;
 * `doubtful`: no answer came, whoever tries next looks in Slack first.
 */
export async function recordCaseUnsent(
  database: Database,
  messageId: string,
  what: 'failed' | 'pending' | 'doubtful',
  error: string | null,
): Promise<void> {
  await database.pool.query(
    `UPDATE collection_messages SET state = CASE WHEN $2 = 'doubtful' THEN 'claimed' ELSE $2 END, claimed_at = NULL,
       error = $3
     WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, what, error],
  );
}
