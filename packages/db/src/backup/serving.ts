import pg from 'pg';
import type { Database } from '../database.ts';

/** Any number that nothing else locks on. Shared by all that serve people; a restore wants it alone. */
export const SERVING_LOCK = 7_146_004;
const AGAIN_AFTER_MS = 5_000;

/**
 * Says, as long as this process serves people, that it does: a restore then refuses to change what it remembers. Where
 * the connection is lost it is made again.
 * @param onError called when it cannot be made; it is tried again
 * @returns how to end it
 */
export async function holdServing(database: Database, onError: (error: Error) => void): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;
  let ended = false;
  const lost = (error: Error): void => {
    client = null;
    if (ended) return;
    onError(error);
    clearTimeout(again);
    again = setTimeout(() => void hold().catch(lost), AGAIN_AFTER_MS).unref();
  };
  const hold = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: database.url, application_name: 'xinshao' });
    // A connection that breaks may say so more than once; unheard, it would end the process.
    let isLost = false;
    next.on('error', (error) => {
      if (!isLost) lost(error);
      isLost = true;
    });
    await next.connect();
    await next.query('SELECT pg_advisory_lock_shared($1)', [SERVING_LOCK]);
    client = next;
    if (ended) await next.end();
  };
  await hold();
  return async () => {
    ended = true;
    clearTimeout(again);
    await client?.end();
  };
}
