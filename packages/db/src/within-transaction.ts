import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

/** Two transactions stood in each other's way, and PostgreSQL undid this one: deadlock, serialization failure. */
const CONFLICTS = new Set(['40P01', '40001']);
const MOST_TRIES = 5;
const LONGEST_PAUSE_MS = 250;

/**
 * Does work again, a few times, that was undone because it and another stood in each other's way. The pause is random:
 * otherwise the two would meet again.
 * @param work a transaction as a whole that does nothing but what its rollback undoes
 */
export async function againAfterConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (tries === MOST_TRIES || !CONFLICTS.has(code)) throw error;
      await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/**
 * Runs work in a transaction of its own on one connection: all of it counts, or, when it throws, nothing. Work that
 * writes may be done more than once, of which one time counts: whatever it does beside its SQL is not undone.
 */
export async function withinTransaction<T>(
  database: Database,
  work: (transaction: pg.PoolClient) => Promise<T>,
  begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
): Promise<T> {
  const once = () => onceWithin(database, work, begin);
  // What only reads stands in nobody's way, and may hand on what it has read.
  return begin === 'BEGIN' ? againAfterConflict(once) : once();
}

async function onceWithin<T>(
  database: Database,
  work: (transaction: pg.PoolClient) => Promise<T>,
  begin: string,
): Promise<T> {
  const client = await database.pool.connect();
  // A lost connection fails the statement under way; the event tells nothing more, but would end the process.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    broken = false;
    return result;
  } catch (error) {
    broken = !(await client.query('ROLLBACK').then(
      () => true,
      () => false,
    ));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}
