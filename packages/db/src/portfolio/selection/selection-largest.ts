import type { LargestCustomer } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** The selected customers with the largest exposure, the largest first; none without any. */
export async function selectionLargest(
  database: Database,
  selection: Selection,
  count: number,
): Promise<LargestCustomer[]> {
  const parameters: unknown[] = [count];
  const condition = selectionSql(selection, parameters);
  const { rows } = await database.pool.query<LargestCustomer>(
    `SELECT customer.id AS "customerId", customer.code, customer.name, state.grade,
       state.exposure_fen::float8 AS "exposureFen", state.overdue_fen::float8 AS "overdueFen",
       state.limit_fen::float8 AS "limitFen"
     FROM ${SELECTION_SOURCES_SQL} WHERE state.exposure_fen > 0 AND ${condition}
     ORDER BY state.exposure_fen DESC, customer.id LIMIT $1`,
    parameters,
  );
  return rows;
}
