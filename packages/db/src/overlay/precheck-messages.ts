import type { AlertPerson } from '../alerts/alert-view.ts';
import type { Database } from '../database.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { PRECHECK_SQL, type PrecheckJson, type PrecheckView, precheckFrom } from './precheck-view.ts';

/** Who a message about a prospect is for: a risk officer, or who asked, about the step that made this version. */
export type PrecheckAudience = 'ask' | `told:${number}`;

/** A message about a prospect to one person, and everything it says. */
export interface PrecheckMessage {
  readonly id: string;
  readonly audience: PrecheckAudience;
  readonly precheck: PrecheckView;
  readonly reader: AlertPerson;
}

/** How long a claim lasts that nobody finished. */
const CLAIM_LASTS_SECONDS = 60;

export type PrecheckClaim =
  /** Ours to send. `doubtfulIn`: an earlier try may have posted it in this channel. `at` is the claim's own mark. */
  | {
      readonly outcome: 'claimed';
      readonly message: PrecheckMessage;
      readonly doubtfulIn: string | null;
      /** Whoever asked is to be told of a later step already. */
      readonly overtaken: boolean;
      readonly at: Date;
    }
  /** It stands, and shows an older version. */
  | { readonly outcome: 'outdated'; readonly message: PrecheckMessage; readonly channel: string; readonly ts: string }
  /** Somebody else is at it. */
  | { readonly outcome: 'busy' }
  /** It stands and is up to date, or there is no such message. */
  | { readonly outcome: 'done' };

interface Row {
  message: Omit<PrecheckMessage, 'precheck'> & { precheck: PrecheckJson };
  state: string;
  channel: string | null;
  ts: string | null;
  taken: boolean;
  outdated: boolean;
  overtaken: boolean;
}

/** Claims a message before it is sent, so that of all processes one sends it; or says that it is to be shown anew. */
export async function claimPrecheckMessage(database: Database, messageId: string, now: Date): Promise<PrecheckClaim> {
  const { rows } = await database.pool.query<Row>(
    `WITH before AS (
       SELECT *, state IN ('pending', 'failed')
         OR (state = 'sending' AND sending_at <= $2::timestamptz - $3 * interval '1 second') AS taken
       FROM precheck_messages WHERE id = $1::bigint FOR UPDATE
     ), claimed AS (
       UPDATE precheck_messages message SET state = 'sending', sending_at = $2 FROM before
       WHERE message.id = before.id AND before.taken)
     SELECT before.state, before.channel, before.ts, before.taken,
       before.state = 'sent' AND before.audience = 'ask' AND before.shown_version < precheck.version AS outdated,
       before.audience <> 'ask' AND EXISTS (SELECT FROM precheck_messages later WHERE later.id > before.id
         AND later.precheck_id = before.precheck_id AND later.audience <> 'ask') AS overtaken,
       json_build_object('id', before.id::text, 'audience', before.audience, 'precheck', ${PRECHECK_SQL},
         'reader', json_build_object('code', reader.code, 'name', reader.name, 'slackUserId', reader.slack_user_id,
           'email', reader.email)) AS message
     FROM before JOIN prechecks precheck ON precheck.id = before.precheck_id
     JOIN ${PRESENT_STAFF} reader ON reader.code = before.staff_code`,
    [messageId, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined) return { outcome: 'done' };
  const { state, channel, ts, taken, outdated, overtaken } = row;
  const message = { ...row.message, precheck: precheckFrom(row.message.precheck) };
  if (taken)
    return { outcome: 'claimed', message, doubtfulIn: state === 'sending' ? channel : null, overtaken, at: now };
  if (outdated && channel !== null && ts !== null) return { outcome: 'outdated', message, channel, ts };
  return { outcome: state === 'sending' ? 'busy' : 'done' };
}

/** A claim that may since have run out and been taken by another process. */
export interface HeldClaim {
  readonly messageId: string;
  readonly at: Date;
}

/** Notes where a claimed message is about to be posted. @returns whether the claim is still held */
export async function notePrecheckTarget(database: Database, claim: HeldClaim, channel: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `UPDATE precheck_messages SET channel = $3 WHERE id = $1::bigint AND state = 'sending' AND sending_at = $2`,
    [claim.messageId, claim.at, channel],
  );
  return rowCount === 1;
}

/**
 * Ends a claim: sent with its `ts`, not sent for a reason, or not to be sent any more. Whoever lost the claim meanwhile
 * changes nothing: the message is another's to finish.
 * @returns whether the claim was still held
 */
export async function endPrecheckClaim(
  database: Database,
  claim: HeldClaim,
  end:
    | { readonly state: 'sent'; readonly ts: string; readonly shownVersion: number }
    | { readonly state: 'pending' | 'failed'; readonly error: string }
    | { readonly state: 'skipped' },
): Promise<boolean> {
  const sent = end.state === 'sent' ? end : null;
  const { rows } = await database.pool.query(
    `UPDATE precheck_messages SET state = $3, sending_at = NULL, ts = $4, shown_version = coalesce($5, shown_version),
       error = $6, attempts = attempts + ($3 = 'failed')::int
     WHERE id = $1::bigint AND state = 'sending' AND sending_at = $2 RETURNING id`,
    [
      claim.messageId,
      claim.at,
      end.state,
      sent?.ts ?? null,
      sent?.shownVersion ?? null,
      'error' in end ? end.error : null,
    ],
  );
  return rows.length > 0;
}

/** The message shows this version now; an older one never takes the place of a newer. */
export async function recordPrecheckShown(database: Database, messageId: string, version: number): Promise<void> {
  await database.pool.query(
    `UPDATE precheck_messages SET shown_version = greatest(shown_version, $2) WHERE id = $1::bigint AND state = 'sent'`,
    [messageId, version],
  );
}
