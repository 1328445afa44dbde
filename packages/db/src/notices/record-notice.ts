import type { Database } from '../database.ts';
import type { HeldClaim } from '../outbox/claim.ts';
import { CLAIMED_AND_POSTED, type Outbox, onceOutbox } from '../outbox/outbox.ts';
import { withinTransaction } from '../within-transaction.ts';

/**
 * Messages about many alerts. With one stands every step of a clock that it tells of; one that has nothing left to say,
 * because every alert was answered before it was told, is empty.
 */
export const NOTICE_OUTBOX: Outbox = {
  ...onceOutbox('notices', CLAIMED_AND_POSTED),
  recordPosted: (database, noticeId, { channel, ts, at }) =>
    withinTransaction(database, async (transaction) => {
      const { rowCount } = await transaction.query(
        `UPDATE notices SET state = 'posted', channel = $2, ts = $3, posted_at = $4, claimed_at = NULL, attempts = 0
         WHERE id = $1::bigint AND state IN ('claimed', 'pending', 'failed')`,
        [noticeId, channel, ts, at],
      );
      await transaction.query(
        `UPDATE alert_steps SET state = 'sent', sent_at = $2, channel = $3 WHERE notice_id = $1::bigint AND state = 'gathered'`,
        [noticeId, at, channel],
      );
      return rowCount === 1;
    }),
  withdraw: recordEmpty,
};

/** The message shows this now. */
export async function recordNoticeShown(database: Database, noticeId: string, shown: string): Promise<void> {
  await database.pool.query('UPDATE notices SET shown = $2 WHERE id = $1::bigint', [noticeId, shown]);
}

async function recordEmpty(database: Database, { messageId, number }: HeldClaim): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    const { rowCount } = await transaction.query(
      `UPDATE notices SET state = 'empty', claimed_at = NULL WHERE id = $1::bigint AND state = 'claimed' AND claims = $2`,
      [messageId, number],
    );
    if (rowCount !== 1) return;
    await transaction.query(`UPDATE alert_messages SET state = 'skipped' WHERE notice_id = $1::bigint`, [messageId]);
    await transaction.query(
      `UPDATE alert_steps SET state = 'stale' WHERE notice_id = $1::bigint AND state = 'gathered'`,
      [messageId],
    );
  });
}

/** The message that stood is gone: the next try posts a new one. */
export async function recordNoticeGone(database: Database, noticeId: string, ts: string, error: string): Promise<void> {
  await database.pool.query(
    `UPDATE notices SET state = 'pending', ts = NULL, channel = NULL, shown = NULL, error = $3
     WHERE id = $1::bigint AND state = 'posted' AND ts = $2`,
    [noticeId, ts, error],
  );
}
