import type pg from 'pg';
import type { Database } from './database.ts';

/** Runs work in a transaction of its own on one connection: all of it counts, or, when it throws, nothing. */
export async function withinTransaction<T>(
  database: Database,
  work: (transaction: pg.PoolClient) => Promise<T>,
  begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
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
