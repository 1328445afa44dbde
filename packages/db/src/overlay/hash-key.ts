import type { Database } from '../database.ts';

/** The server's key of company key hashes, 64 hexadecimal digits; handed over at pairing, never logged. */
export async function overlayHashKey(database: Database): Promise<string> {
  const { rows } = await database.pool.query<{ key: string }>(
    `SELECT encode(hash_key, 'hex') AS key FROM overlay_key WHERE id = 1`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the key of company key hashes is missing');
  return row.key;
}
