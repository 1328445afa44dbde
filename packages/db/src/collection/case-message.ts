import type { Database } from '../database.ts';
import { shownOutbox } from '../outbox/outbox.ts';
import type { CaseAudience } from './show-case.ts';

/** Messages about collection cases, each to one person. */
export const CASE_OUTBOX = shownOutbox('collection_messages');

/** The message about a case for an audience, whether it has been sent or not. */
export interface MessageOfCase {
  readonly id: string;
  /** Staff code of whom it was sent to; null: it was not, or nobody noted to whom. */
  readonly recipient: string | null;
}

/** Finds the message about a case for an audience; null: nobody addressed it. */
export async function messageOfCase(
  { pool }: Database,
  caseId: string,
  audience: CaseAudience,
): Promise<MessageOfCase | null> {
  const { rows } = await pool.query<MessageOfCase>(
    'SELECT id::text, recipient FROM collection_messages WHERE case_id = $1::bigint AND audience = $2',
    [caseId, audience],
  );
  return rows[0] ?? null;
}

/** Notes whom a claimed message is for. */
export async function noteCaseRecipient({ pool }: Database, messageId: string, staffCode: string): Promise<void> {
  await pool.query(`UPDATE collection_messages SET recipient = $2 WHERE id = $1::bigint AND state = 'claimed'`, [
    messageId,
    staffCode,
  ]);
}
