import type { Database } from '../database.ts';
import { MOST_ATTEMPTS } from '../outbox/try-again.ts';

/**
 * Messages about many alerts that do not stand in Slack although they were made so many minutes ago: after an outage,
 * or while a person has yet to correct something.
 * @returns their ids, the oldest first, at most 500; those refused too often wait for a person
 */
export async function unsentNotices(database: Database, now: Date, minutes: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id::text FROM notices
     WHERE state IN ('pending', 'claimed', 'failed') AND made_at < $1::timestamptz - $2 * interval '1 minute'
       AND attempts < $3
     ORDER BY made_at LIMIT 500`,
    [now, minutes, MOST_ATTEMPTS],
  );
  return rows.map(({ id }) => id);
}
