import type { AlertPerson } from '../alerts/alert-view.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';

/** Any number that nothing else locks on. */
const PRECHECK_LOCK = 7_146_010;
/** Asked again within so many hours, risk is not told a second time. */
const ASKED_AGAIN_HOURS = 24;

export interface NewPrecheck {
  readonly name: string;
  readonly nameKey: string;
  readonly uscc: string | null;
  readonly note: string;
  /** Staff code. */
  readonly askedBy: string;
  readonly askedAt: Date;
}

/** Notes a prospect for risk and queues a message to every risk officer, in one transaction; once a day per company. */
export async function askPrecheck(
  database: Database,
  queue: Queue,
  precheck: NewPrecheck,
): Promise<{ readonly precheckId: string; readonly alreadyAsked: boolean }> {
  const { name, nameKey, uscc, note, askedBy, askedAt } = precheck;
  return withinTransaction(database, async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [PRECHECK_LOCK]);
    const before = await transaction.query<{ id: string }>(
      `SELECT id::text FROM prechecks
       WHERE (name_key = $1 OR uscc = $2) AND asked_at > $3::timestamptz - $4 * interval '1 hour'
       ORDER BY id DESC LIMIT 1`,
      [nameKey, uscc, askedAt, ASKED_AGAIN_HOURS],
    );
    const earlier = before.rows[0];
    if (earlier !== undefined) return { precheckId: earlier.id, alreadyAsked: true };
    const { rows } = await transaction.query<{ id: string }>(
      `INSERT INTO prechecks (name, name_key, uscc, note, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING id::text`,
      [name, nameKey, uscc, note, askedBy, askedAt],
    );
    const precheckId = rows[0]?.id;
    if (precheckId === undefined) throw new Error('the precheck was not stored');
    const messages = await transaction.query<{ id: string }>(
      `INSERT INTO precheck_messages (precheck_id, staff_code)
       SELECT $1::bigint, code FROM staff WHERE role = 'risk' RETURNING id::text`,
      [precheckId],
    );
    await enqueueJobs(
      queue,
      QUEUES.sendPrecheck,
      messages.rows.map(({ id }) => ({ messageId: id })),
      transaction,
    );
    await appendAudit(transaction, {
      actor: askedBy,
      surface: 'api',
      action: 'precheck_asked',
      subjectKind: 'precheck',
      subjectId: precheckId,
      after: { name, uscc, note },
      at: askedAt,
    });
    return { precheckId, alreadyAsked: false };
  });
}

/** A precheck's message to one officer, and everything it says. */
export interface PrecheckMessage {
  readonly id: string;
  readonly precheckId: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly note: string;
  readonly askedAt: Date;
  readonly askedBy: { readonly code: string; readonly name: string };
  readonly officer: AlertPerson;
  /** An earlier try may have posted it in this channel; null: none did. */
  readonly doubtfulIn: string | null;
}

/** How long a claim lasts that nobody finished. */
const CLAIM_LASTS_SECONDS = 60;

export type PrecheckClaim =
  | { readonly outcome: 'claimed'; readonly message: PrecheckMessage }
  /** Somebody else is at it. */
  | { readonly outcome: 'busy' }
  /** Sent, or never there. */
  | { readonly outcome: 'done' };

/** Claims a message before it is sent, so that of all processes one sends it. */
export async function claimPrecheckMessage(database: Database, messageId: string, now: Date): Promise<PrecheckClaim> {
  const { rows } = await database.pool.query<{ message: PrecheckMessage & { askedAt: string } }>(
    `WITH before AS (
       SELECT * FROM precheck_messages WHERE id = $1::bigint AND (state IN ('pending', 'failed')
         OR (state = 'sending' AND sending_at <= $2::timestamptz - $3 * interval '1 second')) FOR UPDATE
     ), taken AS (
       UPDATE precheck_messages message SET state = 'sending', sending_at = $2 FROM before WHERE message.id = before.id)
     SELECT json_build_object('id', before.id::text, 'precheckId', precheck.id::text, 'name', precheck.name,
       'uscc', precheck.uscc, 'note', precheck.note, 'askedAt', precheck.asked_at,
       'askedBy', json_build_object('code', precheck.asked_by, 'name', coalesce(author.name, precheck.asked_by)),
       'officer', json_build_object('code', officer.code, 'name', officer.name, 'slackUserId', officer.slack_user_id, 'email', officer.email),
       'doubtfulIn', CASE WHEN before.state = 'sending' THEN before.channel END) AS message
     FROM before JOIN prechecks precheck ON precheck.id = before.precheck_id
     JOIN staff officer ON officer.code = before.staff_code
     LEFT JOIN staff author ON author.code = precheck.asked_by`,
    [messageId, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row !== undefined) {
    return { outcome: 'claimed', message: { ...row.message, askedAt: new Date(row.message.askedAt) } };
  }
  const held = await database.pool.query(`SELECT FROM precheck_messages WHERE id = $1::bigint AND state = 'sending'`, [
    messageId,
  ]);
  return { outcome: held.rows.length > 0 ? 'busy' : 'done' };
}

/** Notes where a claimed message is about to be posted. */
export async function notePrecheckTarget(database: Database, messageId: string, channel: string): Promise<void> {
  await database.pool.query('UPDATE precheck_messages SET channel = $2 WHERE id = $1::bigint', [messageId, channel]);
}

/** Ends a claim: sent with its `ts`, or not sent for a reason. */
export async function endPrecheckClaim(
  database: Database,
  messageId: string,
  end:
    | { readonly state: 'sent'; readonly ts: string }
    | { readonly state: 'pending' | 'failed'; readonly error: string },
): Promise<void> {
  await database.pool.query('UPDATE precheck_messages SET state = $2, ts = $3, error = $4 WHERE id = $1::bigint', [
    messageId,
    end.state,
    end.state === 'sent' ? end.ts : null,
    end.state === 'sent' ? null : end.error,
  ]);
}
