import type pg from 'pg';

/** Fewer rows leave the planner's picture of a table as good as it was. */
const MANY_ROWS = 10_000;

/** After many new rows the planner must not believe that the table is as small as it was. */
export async function refreshStatistics(client: pg.ClientBase, table: string, inserted: number): Promise<void> {
  if (inserted >= MANY_ROWS) await client.query(`ANALYZE ${table}`);
}
