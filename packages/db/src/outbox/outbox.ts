import type { Database } from '../database.ts';
import { CLAIM_LASTS_SECONDS, type Claim } from './claim.ts';

/** What tables call the state of a message that a process is about to send, or may have sent before it died. */
export type ClaimedState = 'claimed' | 'sending';

/** Tables of messages that are kept up to date in Slack. */
type ShownTable = 'alert_messages' | 'limit_request_messages' | 'collection_messages';

/** Tables of messages that are sent once and never changed. */
type OnceTable = 'alert_steps' | 'report_messages' | 'notices';

/** What a table calls the states of its messages, and the moments they began. */
interface Words {
  readonly claimed: { readonly state: ClaimedState; readonly at: 'claimed_at' | 'sending_at' };
  /** It stands in Slack. */
  readonly posted: { readonly state: 'posted' | 'sent'; readonly at: 'posted_at' | 'sent_at' };
}
export const CLAIMED_AND_POSTED: Words = {
  claimed: { state: 'claimed', at: 'claimed_at' },
  posted: { state: 'posted', at: 'posted_at' },
};
const SENDING_AND_SENT: Words = {
  claimed: { state: 'sending', at: 'sending_at' },
  posted: { state: 'sent', at: 'sent_at' },
};

/** How a table of messages is written. All of it becomes part of SQL: constants of this program, nothing else. */
interface MessageTable extends Words {
  readonly name: ShownTable | OnceTable;
  /** The version that a message shows of what it is about; null: it is sent once and never changed. */
  readonly version: 'shown_version' | null;
}

/** Where a message stands in Slack, from Slack's own answer. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly at: Date;
  /** Of a message that is kept up to date; left out: not known, so that it is shown anew. */
  readonly shownVersion?: number;
}

/**
 * What every message goes through that comes to Slack exactly once, each step a compare-and-set: what another process
 * has done meanwhile stays.
 */
export interface Outbox {
  readonly claimed: ClaimedState;
  /** Takes the message before it is sent, so that of all processes only one sends it. @param now when the claim begins */
  claim(database: Database, messageId: string, now: Date): Promise<Claim>;
  /**
   * Notes where a claimed message is about to be sent, so that a successor of this process knows where to look.
   * @param error why earlier choices fell out; null: none did
   */
  noteTarget(database: Database, messageId: string, channel: string, error: string | null): Promise<void>;
  /** The message stands in Slack. @returns false when it was not ours any more */
  recordPosted(database: Database, messageId: string, posted: Posted): Promise<boolean>;
  /**
   * The message does not stand yet. `pending`: the claim is given back; `failed`: Slack refused, and the reason is for a
   * person; as claimed: the answer never came, so that whoever tries next looks in Slack first.
   */
  recordUnsent(
    database: Database,
    messageId: string,
    state: 'pending' | 'failed' | 'stale' | ClaimedState,
    error: string | null,
  ): Promise<void>;
  /** Nothing was sent, and as things are nobody needs it. */
  withdraw(database: Database, messageId: string): Promise<void>;
}

/** An outbox whose messages are changed in Slack when what they are about changes. */
export interface ShownOutbox extends Outbox {
  /**
   * The message shows this version, or (`error`) cannot be changed any more; a slower, older update changes nothing.
   */
  recordShown(database: Database, messageId: string, version: number, error: string | null): Promise<void>;
  /** The message that stood is gone: the next try posts a new one. Done once for one `ts`. */
  recordGone(database: Database, messageId: string, ts: string, error: string): Promise<void>;
}

/** The operations on a table of messages that are kept up to date. */
export function shownOutbox(name: ShownTable): ShownOutbox {
  const outbox = outboxOf({ name, ...CLAIMED_AND_POSTED, version: 'shown_version' });
  return {
    ...outbox,
    async recordShown({ pool }, messageId, version, error) {
      await pool.query(
        `UPDATE ${name} SET shown_version = greatest(shown_version, $2), error = coalesce($3, error)
         WHERE id = $1::bigint`,
        [messageId, version, error],
      );
    },
    async recordGone({ pool }, messageId, ts, error) {
      await pool.query(
        `UPDATE ${name} SET state = 'pending', channel = NULL, ts = NULL, shown_version = 0, error = $3
         WHERE id = $1::bigint AND state = 'posted' AND ts = $2`,
        [messageId, ts, error],
      );
    },
  };
}

/** The operations on a table of messages that are sent once; what is changed afterwards is not theirs. */
export function onceOutbox(name: OnceTable, words = SENDING_AND_SENT): Outbox {
  return outboxOf({ name, ...words, version: null });
}

interface Row {
  state: string;
  channel: string | null;
  ts: string | null;
  shown_version: number;
  taken: boolean;
}

function outboxOf({ name, claimed, posted, version }: MessageTable): Outbox {
  const isOurs = `id = $1::bigint AND state = '${claimed.state}'`;
  const unclaimed = `${claimed.at} = NULL`;
  const recordUnsent: Outbox['recordUnsent'] = async ({ pool }, messageId, state, error) => {
    await pool.query(
      `UPDATE ${name} SET state = $2, ${unclaimed}, error = $3, attempts = attempts + ($2 = 'failed')::int WHERE ${isOurs}`,
      [messageId, state, error],
    );
  };
  return {
    claimed: claimed.state,
    recordUnsent,
    withdraw: (database, messageId) => recordUnsent(database, messageId, 'pending', null),
    async claim({ pool }, messageId, now) {
      const { rows } = await pool.query<Row>(
        `WITH before AS (
           SELECT id, state, channel, ts, ${version ?? '0'} AS shown_version, state IN ('pending', 'failed')
             OR (state = '${claimed.state}'
               AND (${claimed.at} IS NULL OR ${claimed.at} <= $2::timestamptz - $3 * interval '1 second')) AS taken
           FROM ${name} WHERE id = $1::bigint FOR UPDATE
         ), taken AS (
           UPDATE ${name} message SET state = '${claimed.state}', ${claimed.at} = $2
           FROM before WHERE message.id = before.id AND before.taken
         )
         SELECT state, channel, ts, shown_version, taken FROM before`,
        [messageId, now, CLAIM_LASTS_SECONDS],
      );
      const [row] = rows;
      if (row?.taken) return { outcome: 'claimed', doubtful: row.state === claimed.state, channel: row.channel };
      if (row?.state === claimed.state) return { outcome: 'busy' };
      if (version === null || row?.state !== posted.state) return { outcome: 'done' };
      if (row.channel === null || row.ts === null) return { outcome: 'done' };
      return { outcome: 'posted', channel: row.channel, ts: row.ts, shownVersion: row.shown_version };
    },
    async noteTarget({ pool }, messageId, channel, error) {
      await pool.query(`UPDATE ${name} SET channel = $2, error = $3 WHERE ${isOurs}`, [messageId, channel, error]);
    },
    async recordPosted({ pool }, messageId, { channel, ts, at, shownVersion = 0 }) {
      const { rowCount } = await pool.query(
        `UPDATE ${name} SET state = '${posted.state}', channel = $2, ts = $3, ${posted.at} = $4, ${unclaimed}, attempts = 0${version === null ? '' : `, ${version} = $5`}
         WHERE ${isOurs}`,
        [messageId, channel, ts, at, ...(version === null ? [] : [shownVersion])],
      );
      return rowCount === 1;
    },
  };
}
