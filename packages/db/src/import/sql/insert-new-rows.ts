import type pg from 'pg';
import type { Target } from '../kinds/definition.ts';
import { isEmptyTable } from './is-empty-table.ts';
import { customerColumn, insertedColumns, STAGING, sameKey, stagedRows, TOUCHED } from './staging.ts';

/** Inserts the staged rows whose key the target does not have. @returns how many */
export async function insertNewRows(client: pg.ClientBase, target: Target): Promise<number> {
  const columns = insertedColumns(target);
  const customer = customerColumn(target);
  if (await isEmptyTable(client, target.table)) {
    const result = await client.query(`INSERT INTO ${target.table} (${columns}) ${stagedRows(target)}`);
    if (customer === 'id') await client.query(`INSERT INTO ${TOUCHED} SELECT id FROM customers ON CONFLICT DO NOTHING`);
    if (customer === 'customer_id') {
      await client.query(`INSERT INTO ${TOUCHED} SELECT DISTINCT customer_id FROM ${STAGING} ON CONFLICT DO NOTHING`);
    }
    return result.rowCount ?? 0;
  }
  const insert = `
    INSERT INTO ${target.table} (${columns})
    SELECT ${columns} FROM (${stagedRows(target)}) staged
    WHERE NOT EXISTS (SELECT FROM ${target.table} existing WHERE ${sameKey(target, 'existing', 'staged')})`;
  if (customer === null) return (await client.query(insert)).rowCount ?? 0;
  const counted = await client.query<{ inserted: number }>(`
    WITH added AS (${insert} RETURNING ${customer} AS customer_id),
    counted AS (SELECT customer_id, count(*) AS rows FROM added GROUP BY 1),
    noted AS (INSERT INTO ${TOUCHED} SELECT customer_id FROM counted ON CONFLICT DO NOTHING)
    SELECT coalesce(sum(rows), 0)::integer AS inserted FROM counted`);
  return counted.rows[0]?.inserted ?? 0;
}
