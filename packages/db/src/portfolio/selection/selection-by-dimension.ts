import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import { CELL_SUMS_SQL, CHOSEN_SUMS_SQL } from './chosen-sql.ts';

/**
 * The selection's sums by the values of one of the dimensions that `chosen` was made with, the largest exposure first;
 * owners and teams with their names.
 */
export function selectionByDimensionSql(dimensions: readonly Dimension[], place: number): string {
  const sums =
    dimensions.length === 1
      ? `SELECT value, ${CELL_SUMS_SQL} FROM cell GROUP BY 1`
      : `SELECT value_${place} AS value, ${CHOSEN_SUMS_SQL} FROM chosen GROUP BY 1`;
  return `SELECT part.*, ${labelSql(dimensions[place])} AS label FROM (${sums}) part
    ORDER BY "exposureFen" DESC, customers DESC, value NULLS LAST`;
}

/** The name of the owner or team whose code is `part.value`. */
function labelSql(dimension: Dimension | undefined): string {
  if (dimension === 'owner') return '(SELECT name FROM staff WHERE staff.code = part.value)';
  if (dimension === 'team') return '(SELECT name FROM teams WHERE teams.code = part.value)';
  return 'NULL::text';
}
