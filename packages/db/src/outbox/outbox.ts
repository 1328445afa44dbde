import type { Database } from '../database.ts';
import { CLAIM_LASTS_SECONDS, type Claim, type HeldClaim } from './claim.ts';

/** What tables call the state of a message that a process is about to send, or may have sent before it died. */
export type ClaimedState = 'claimed' | 'sending';

/** Tables of messages that are kept up to date in Slack. */
type ShownTable = 'alert_messages' | 'limit_request_messages' | 'collection_messages' | 'connection_messages';

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
  /** Whether the table keeps whom each message was sent to. */
  readonly keepsRecipient: boolean;
}

/** Messages that may be for somebody else later, and are not shown to whoever had them then. */
const KEEP_RECIPIENT: readonly string[] = ['alert_messages', 'collection_messages'] satisfies ShownTable[];

/** Where a message stands in Slack, from Slack's own answer. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly at: Date;
  /** Of a message that is kept up to date; left out: not known, so that it is shown anew. */
  readonly shownVersion?: number;
}

/** Where a claimed message is about to be posted. */
export interface NotedTarget {
  readonly channel: string;
  /** Staff code of whom it is for; null: of nobody in particular. */
  readonly recipient?: string | null;
  /** Why earlier choices fell out; null: none did. */
  readonly error: string | null;
  /** From when the claim counts anew. */
  readonly now: Date;
}

/**
 * What every message goes through that comes to Slack exactly once, each step a compare-and-set: what another process
 * has done meanwhile stays.
 *
 * A claimant may hang for any time and wake up after another took over. So each claim has a number, the latest alone
 * counts, and nobody posts who has not just noted a target with a number that counts. Whatever the order of steps:
 * - The claim is lost before the target is noted: noting fails and nothing is posted. The successor saw no channel of
 *   this claim and has none to look in.
 * - The claim is lost after the target was noted: the successor sees the channel (noting and claiming lock the same row),
 *   and looks there before it posts. It can come no earlier than `CLAIM_LASTS_SECONDS` after the noting; a call of Slack
 *   ends by answer or timeout in a fraction of that, so that by then the message stands or never will. A successor that
 *   dies while it looks leaves the channel for the next one.
 * - The message was posted, and the claim is lost before that is recorded: the successor finds it by its mark. Where it
 *   stands is a fact, so the late record of it is taken from whoever brings it: then nobody notes a target any more.
 * - A claimant that lost its claim gives back, withdraws or fails nothing: the claim is the successor's.
 * What is left is a process that is halted as a whole between noting and calling Slack, for longer than the claim lasts.
 */
export interface Outbox {
  readonly claimed: ClaimedState;
  /** Takes the message before it is sent, so that of all processes only one sends it. @param now when the claim begins */
  claim(database: Database, messageId: string, now: Date): Promise<Claim>;
  /**
   * Notes where a claimed message is about to be posted, just before it is, so that a successor of this process knows
   * where to look; the claim's time counts anew.
   * @returns false: the message is no longer this claim's to send, and must not be posted
   */
  noteTarget(database: Database, held: HeldClaim, target: NotedTarget): Promise<boolean>;
  /** The message stands in Slack. @returns false when it was known to stand, or is told in another way by now */
  recordPosted(database: Database, messageId: string, posted: Posted): Promise<boolean>;
  /**
   * The message does not stand yet. `pending`: the claim is given back; `failed`: Slack refused, and the reason is for a
   * person; as claimed: the connection broke before the answer, so that whoever tries next looks in Slack first. After a
   * timeout nothing is recorded: the request may yet arrive, and the claim keeps others away until it no longer can.
   */
  recordUnsent(
    database: Database,
    held: HeldClaim,
    state: 'pending' | 'failed' | 'stale' | ClaimedState,
    error: string | null,
  ): Promise<void>;
  /** Nothing was sent, and as things are nobody needs it. */
  withdraw(database: Database, held: HeldClaim): Promise<void>;
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
  const keepsRecipient = KEEP_RECIPIENT.includes(name);
  const outbox = outboxOf({ name, ...CLAIMED_AND_POSTED, version: 'shown_version', keepsRecipient });
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
  return outboxOf({ name, ...words, version: null, keepsRecipient: false });
}

interface Row {
  state: string;
  channel: string | null;
  ts: string | null;
  shown_version: number;
  recipient: string | null;
  taken: boolean;
  number: number;
}

function outboxOf({ name, claimed, posted, version, keepsRecipient }: MessageTable): Outbox {
  const isOurs = `id = $1::bigint AND state = '${claimed.state}' AND claims = $2`;
  const unclaimed = `${claimed.at} = NULL`;
  const recordUnsent: Outbox['recordUnsent'] = async ({ pool }, { messageId, number }, state, error) => {
    await pool.query(
      `UPDATE ${name} SET state = $3, ${unclaimed}, error = $4, attempts = attempts + ($3 = 'failed')::int WHERE ${isOurs}`,
      [messageId, number, state, error],
    );
  };
  return {
    claimed: claimed.state,
    recordUnsent,
    withdraw: (database, held) => recordUnsent(database, held, 'pending', null),
    async claim({ pool }, messageId, now) {
      const { rows } = await pool.query<Row>(
        `WITH before AS (
           SELECT id, state, channel, ts, ${version ?? '0'} AS shown_version, claims + 1 AS number,
             ${keepsRecipient ? 'recipient' : 'NULL::text AS recipient'},
             state IN ('pending', 'failed')
               OR (state = '${claimed.state}'
                 AND (${claimed.at} IS NULL OR ${claimed.at} <= $2::timestamptz - $3 * interval '1 second')) AS taken
           FROM ${name} WHERE id = $1::bigint FOR UPDATE
         ), taken AS (
           UPDATE ${name} message SET state = '${claimed.state}', ${claimed.at} = $2, claims = before.number
           FROM before WHERE message.id = before.id AND before.taken
         )
         SELECT state, channel, ts, shown_version, recipient, taken, number FROM before`,
        [messageId, now, CLAIM_LASTS_SECONDS],
      );
      const [row] = rows;
      if (row?.taken) {
        const held = { messageId, number: row.number };
        return { outcome: 'claimed', held, doubtful: row.state === claimed.state, channel: row.channel };
      }
      if (row?.state === claimed.state) return { outcome: 'busy' };
      if (version === null || row?.state !== posted.state) return { outcome: 'done' };
      if (row.channel === null || row.ts === null) return { outcome: 'done' };
      const { channel, ts, shown_version: shownVersion, recipient } = row;
      return { outcome: 'posted', channel, ts, shownVersion, recipient };
    },
    async noteTarget({ pool }, { messageId, number }, { channel, recipient = null, error, now }) {
      const { rowCount } = await pool.query(
        `UPDATE ${name} SET channel = $3, error = $4, ${claimed.at} = $5${keepsRecipient ? ', recipient = $6' : ''} WHERE ${isOurs}`,
        [messageId, number, channel, error, now, ...(keepsRecipient ? [recipient] : [])],
      );
      return rowCount === 1;
    },
    async recordPosted({ pool }, messageId, { channel, ts, at, shownVersion = 0 }) {
      const { rowCount } = await pool.query(
        `UPDATE ${name} SET state = '${posted.state}', channel = $2, ts = $3, ${posted.at} = $4, ${unclaimed}, attempts = 0${version === null ? '' : `, ${version} = $5`}
         WHERE id = $1::bigint AND state IN ('${claimed.state}', 'pending', 'failed')`,
        [messageId, channel, ts, at, ...(version === null ? [] : [shownVersion])],
      );
      return rowCount === 1;
    },
  };
}
