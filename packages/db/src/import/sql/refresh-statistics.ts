import type pg from 'pg';

/** Fewer rows leave the planner's picture of a table as good as it was. */
const MANY_ROWS = 10_000;

/** After many new rows the planner must not believe that the table is as small as it was. */
export async function refreshStatistics(client: pg.ClientBase, table: string, inserted: number): Promise<void> {
  if (inserted >= MANY_ROWS) await client.query(`ANALYZE ${table}`);
}

/**
 * After many changes of customers: finishes their indexes of names, which otherwise answer slowly until the server's own
 * housekeeping comes round. Outside of any transaction.
 */
export async function tidyCustomers(client: pg.ClientBase, changed: number): Promise<void> {
  if (changed >= MANY_ROWS) await client.query('VACUUM customers');
}
