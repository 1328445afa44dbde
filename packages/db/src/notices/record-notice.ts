import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';

/** Notes where a claimed message is about to be sent, so that a successor of this process knows where to look. */
export async function noteNoticeTarget(database: Database, noticeId: string, channel: string): Promise<void> {
  await database.pool.query(`UPDATE notices SET channel = $2 WHERE id = $1::bigint AND state = 'claimed'`, [
    noticeId,
    channel,
  ]);
}

/** The message stands in Slack, and with it every step of a clock that it tells of. */
export async function recordNoticePosted(
  database: Database,
  noticeId: string,
  posted: {
    readonly channel: string;
    readonly ts: string;
    readonly shown: string | null;
    readonly at: Date;
    /** Why other places fell out; null: none did. */
    readonly problem: string | null;
  },
): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    await transaction.query(
      `UPDATE notices SET state = 'posted', channel = $2, ts = $3, shown = $4, posted_at = $5, error = $6,
         claimed_at = NULL, attempts = 0
       WHERE id = $1::bigint AND state IN ('claimed', 'posted')`,
      [noticeId, posted.channel, posted.ts, posted.shown, posted.at, posted.problem],
    );
    await transaction.query(
      `UPDATE alert_steps SET state = 'sent', sent_at = $2, channel = $3 WHERE notice_id = $1::bigint AND state = 'gathered'`,
      [noticeId, posted.at, posted.channel],
    );
  });
}

/** The message shows this now. */
export async function recordNoticeShown(database: Database, noticeId: string, shown: string): Promise<void> {
  await database.pool.query('UPDATE notices SET shown = $2 WHERE id = $1::bigint', [noticeId, shown]);
}

/** Nothing is left to say: every alert was answered before it was told. */
export async function recordNoticeEmpty(database: Database, noticeId: string): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    await transaction.query(`UPDATE notices SET state = 'empty', claimed_at = NULL WHERE id = $1::bigint`, [noticeId]);
    await transaction.query(`UPDATE alert_messages SET state = 'skipped' WHERE notice_id = $1::bigint`, [noticeId]);
    await transaction.query(
      `UPDATE alert_steps SET state = 'stale' WHERE notice_id = $1::bigint AND state = 'gathered'`,
      [noticeId],
    );
  });
}

/**
 * The message does not stand yet. `pending`: nothing was sent; `claimed`: that is in doubt, whoever tries next looks in
 * Slack first; `failed`: Slack refused, and the reason is for a person.
 */
export async function recordNoticeUnsent(
  database: Database,
  noticeId: string,
  state: 'pending' | 'claimed' | 'failed',
  error: string | null,
): Promise<void> {
  await database.pool.query(
    `UPDATE notices SET state = $2, claimed_at = NULL, error = coalesce($3, error),
       attempts = attempts + ($2 = 'failed')::int
     WHERE id = $1::bigint AND state = 'claimed'`,
    [noticeId, state, error],
  );
}

/** The message that stood is gone: the next try posts a new one. */
export async function recordNoticeGone(database: Database, noticeId: string, ts: string, error: string): Promise<void> {
  await database.pool.query(
    `UPDATE notices SET state = 'pending', ts = NULL, channel = NULL, shown = NULL, error = $3
     WHERE id = $1::bigint AND state = 'posted' AND ts = $2`,
    [noticeId, ts, error],
  );
}
