import type { PortfolioPart } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { dimensionSql, SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** The selection's sums by a dimension's values, the largest exposure first; owners and teams with their names. */
export async function selectionByDimension(
  database: Database,
  selection: Selection,
  dimension: Dimension,
): Promise<PortfolioPart[]> {
  const parameters: unknown[] = [];
  const condition = selectionSql(selection, parameters);
  const value = dimensionSql(dimension, parameters);
  const { rows } = await database.pool.query<PortfolioPart>(
    `SELECT part.*, ${labelSql(dimension)} AS label FROM (
       SELECT ${value} AS value, count(*)::int AS customers, sum(state.exposure_fen::float8) AS "exposureFen",
         sum(state.open_fen::float8) AS "openFen", sum(state.overdue_fen::float8) AS "overdueFen",
         coalesce(sum(state.limit_fen::float8), 0) AS "limitFen"
       FROM ${SELECTION_SOURCES_SQL} WHERE ${condition} GROUP BY 1) part
     ORDER BY "exposureFen" DESC, customers DESC, value NULLS LAST`,
    parameters,
  );
  return rows;
}

/** The name of the owner or team whose code is `part.value`. */
export function labelSql(dimension: Dimension): string {
  if (dimension === 'owner') return '(SELECT name FROM staff WHERE staff.code = part.value)';
  if (dimension === 'team') return '(SELECT name FROM teams WHERE teams.code = part.value)';
  return 'NULL::text';
}
