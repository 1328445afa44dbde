import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** Customers that had one grade and have another, or the same; null: none could be given. */
export interface MigrationCell {
  /** Whether the customer had been assessed by then. */
  readonly known: boolean;
  readonly before: string | null;
  readonly after: string | null;
  readonly customers: number;
  readonly exposureFen: number;
}

/** The selection by the grade that held at the end of a day and the present one; an assessment holds until the next. */
export async function gradeMigration(database: Database, selection: Selection, since: Day): Promise<MigrationCell[]> {
  const parameters: unknown[] = [since];
  const condition = selectionSql(selection, parameters);
  const { rows } = await database.pool.query<MigrationCell>(
    `SELECT earlier.customer_id IS NOT NULL AS known, earlier.grade AS before, state.grade AS after,
       count(*)::int AS customers, sum(state.exposure_fen::float8) AS "exposureFen"
     FROM ${SELECTION_SOURCES_SQL}
     LEFT JOIN (SELECT DISTINCT ON (customer_id) customer_id, grade FROM assessments WHERE as_of <= $1::date
                ORDER BY customer_id, as_of DESC, id DESC) earlier ON earlier.customer_id = customer.id
     WHERE ${condition} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    parameters,
  );
  return rows;
}
