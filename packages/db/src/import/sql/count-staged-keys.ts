import type pg from 'pg';
import type { Target } from '../kinds/definition.ts';
import { STAGING, sameKey } from './staging.ts';

/** How many distinct rows of the file the target has already. */
export async function countExistingRows(client: pg.ClientBase, target: Target): Promise<number> {
  const empty = await client.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM ${target.table}) AS empty`);
  if (empty.rows[0]?.empty) return 0;
  const result = await client.query<{ existing: number }>(
    `SELECT count(*)::integer AS existing FROM ${target.table} existing
     WHERE EXISTS (SELECT FROM ${STAGING} staged WHERE ${sameKey(target, 'existing', 'staged')})`,
  );
  return result.rows[0]?.existing ?? 0;
}
