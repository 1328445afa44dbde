import type pg from 'pg';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { isToBeTriedAgain } from './try-again.ts';

/** So many at once; the rest comes with the next sweep. */
const MOST_AT_ONCE = 500;

/** Messages of one table, called `message` in the SQL; it has `queued_at` and `attempts`. */
export interface SweptMessages<Job> {
  readonly table: string;
  /** SQL: joins to `message` what tells whether it is due. */
  readonly joins: string;
  /** SQL: whether a message is not in Slack although it should be, or shows an old version. */
  readonly isDue: string;
  /** SQL: columns of `message` that make the job that delivers it. */
  readonly job: string;
  enqueue(jobs: readonly Job[], client: pg.PoolClient): Promise<void>;
}

/**
 * Puts messages into the queue again that were put there so many minutes ago and are still due: their job was lost, Slack
 * was out for longer than it was tried, or refused them. The longest waiting first, each by one process only; those
 * refused too often wait for a person.
 * @returns how many were queued
 */
export function requeueMessages<Job extends object>(
  database: Database,
  { table, joins, isDue, job, enqueue }: SweptMessages<Job>,
  now: Date,
  minutes: number,
): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<Job>(
      `WITH due AS (
         SELECT message.id FROM ${table} message ${joins}
         WHERE ${isToBeTriedAgain('message', { now: '$1', minutes: '$2' })} AND ${isDue}
         ORDER BY message.queued_at LIMIT ${MOST_AT_ONCE} FOR UPDATE OF message SKIP LOCKED
       )
       UPDATE ${table} message SET queued_at = $1 FROM due WHERE message.id = due.id RETURNING ${job}`,
      [now, minutes],
    );
    await enqueue(rows, client);
    return rows.length;
  });
}
