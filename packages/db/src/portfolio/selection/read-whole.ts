import type pg from 'pg';
import type { Database } from '../../database.ts';
import { withinTransaction } from '../../within-transaction.ts';

/** What a table of 48,395 customers fits into: with less, it is written to a file first. */
const MEMORY = '32MB';

/** Runs a query that goes through the whole portfolio. @returns its rows */
export async function readWhole<Row extends pg.QueryResultRow>(
  database: Database,
  text: string,
  parameters: unknown[],
): Promise<Row[]> {
  return withinTransaction(
    database,
    async (transaction) => {
      await transaction.query(`SET LOCAL work_mem = '${MEMORY}'`);
      const { rows } = await transaction.query<Row>(text, parameters);
      return rows;
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}
