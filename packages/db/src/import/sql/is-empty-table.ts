import type pg from 'pg';

/** Whether a table has no row at all. */
export async function isEmptyTable(client: pg.ClientBase, table: string): Promise<boolean> {
  const result = await client.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM ${table}) AS empty`);
  return result.rows[0]?.empty ?? false;
}
