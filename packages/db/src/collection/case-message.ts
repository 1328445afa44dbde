import type { Database } from '../database.ts';
import { shownOutbox } from '../outbox/outbox.ts';
import type { CaseAudience } from './show-case.ts';

/** Messages about collection cases, each to one person. */
export const CASE_OUTBOX = shownOutbox('collection_messages');

/** The id of the message about a case for an audience; null: nobody addressed it. */
export async function messageOfCase(
  { pool }: Database,
  caseId: string,
  audience: CaseAudience,
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id::text FROM collection_messages WHERE case_id = $1::bigint AND audience = $2',
    [caseId, audience],
  );
  return rows[0]?.id ?? null;
}
