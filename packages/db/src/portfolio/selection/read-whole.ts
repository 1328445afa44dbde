import type pg from 'pg';
import type { Database } from '../../database.ts';
import { withinTransaction } from '../../within-transaction.ts';

/** What a table of 48,395 customers fits into: with less, it is written to a file first. */
const MEMORY = '32MB';

/**
 * Runs a query that goes through the portfolio. @returns its rows
 * @param everybody whether it joins all rows of its tables: they stand in the same order, so that going through them
 *   side by side takes two thirds of the work of looking one up for the other
 */
export async function readWhole<Row extends pg.QueryResultRow>(
  database: Database,
  text: string,
  parameters: unknown[],
  everybody: boolean,
): Promise<Row[]> {
  return withinTransaction(
    database,
    async (transaction) => {
      await transaction.query(
        `SET LOCAL work_mem = '${MEMORY}'${everybody ? '; SET LOCAL enable_hashjoin = off' : ''}`,
      );
      const { rows } = await transaction.query<Row>(text, parameters);
      return rows;
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}
