import type { Database } from '../database.ts';

/** A letter that waits to be made and sent. */
export interface WaitingLetter {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** Where an earlier try may have sent it; null: none got that far. */
  readonly channel: string | null;
}

/**
 * Claims a letter before it is made, so that of all processes only one sends it.
 * @returns null when it is sent already, or another process is at it
 */
export async function claimLetter(database: Database, letterId: string, now: Date): Promise<WaitingLetter | null> {
  const { rows } = await database.pool.query<WaitingLetter>(
    `UPDATE collection_letters SET state = 'sending', sending_at = $2
     WHERE id = $1::bigint AND state IN ('pending', 'failed')
     RETURNING id::text, case_id::text AS "caseId", number, requested_by AS "requestedBy",
       requested_at AS "requestedAt", channel`,
    [letterId, now],
  );
  return rows[0] ?? null;
}

/** Notes where a claimed letter is about to be sent, so that a successor knows where to look. */
export async function noteLetterChannel(database: Database, letterId: string, channel: string): Promise<void> {
  await database.pool.query(`UPDATE collection_letters SET channel = $2 WHERE id = $1::bigint AND state = 'sending'`, [
    letterId,
    channel,
  ]);
}

/** What became of a claimed letter: it was sent, or why not; a failed one is tried again for two days. */
export async function recordLetter(
  database: Database,
  letterId: string,
  result: { readonly sentAt: Date; readonly channel: string } | { readonly error: string },
): Promise<void> {
  if ('error' in result) {
    await database.pool.query(
      `UPDATE collection_letters SET state = 'failed', error = $2 WHERE id = $1::bigint AND state = 'sending'`,
      [letterId, result.error],
    );
    return;
  }
  await database.pool.query(
    `UPDATE collection_letters SET state = 'sent', sent_at = $2, channel = $3, error = NULL
     WHERE id = $1::bigint AND state = 'sending'`,
    [letterId, result.sentAt, result.channel],
  );
}
