import type { Database } from '../database.ts';

const SWEEPING = 7_311_901;

/**
 * Does the work unless another process is at it. A process that dies lets go by itself.
 * @returns false when another process was at it
 */
export async function sweepAlone(database: Database, work: () => Promise<void>): Promise<boolean> {
  const client = await database.pool.connect();
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [SWEEPING]);
    const locked = rows[0]?.locked ?? false;
    try {
      if (locked) await work();
    } finally {
      if (locked) await client.query('SELECT pg_advisory_unlock($1)', [SWEEPING]);
    }
    broken = false;
    return locked;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}
