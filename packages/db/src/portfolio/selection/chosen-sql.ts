import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import { dimensionSql, SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** The sums that most figures consist of, over `cell` or over rows of its columns. */
export const CELL_SUMS_SQL = `sum(customers)::int AS customers, sum(exposure) AS "exposureFen", sum(open) AS "openFen",
  sum(overdue) AS "overdueFen", coalesce(sum(limits), 0) AS "limitFen"`;

/** The same sums over `chosen`. */
export const CHOSEN_SUMS_SQL = `count(*)::int AS customers, sum(exposure_fen::float8) AS "exposureFen",
  sum(open_fen::float8) AS "openFen", sum(overdue_fen::float8) AS "overdueFen",
  coalesce(sum(limit_fen::float8), 0) AS "limitFen"`;

/** Whether every customer is selected, whoever they are. */
export function isEverybody({ scope, filters }: Selection): boolean {
  return scope.kind === 'all' && filters.length === 0;
}

/**
 * The tables that all figures over a selection are taken from, so that its customers are read once: `chosen`, a row for
 * each customer with the value of each dimension as `value_0`, `value_1` …, and `cell`, the sums of those that share the
 * grade, the grade before (of `earlier`) and, where there is one dimension alone, its value.
 * @param parameters of the query; what the selection and the dimensions speak of becomes more of them
 */
export function chosenSql(selection: Selection, dimensions: readonly Dimension[], parameters: unknown[]): string {
  const condition = selectionSql(selection, parameters);
  const values = dimensions.map((dimension, place) => `${dimensionSql(dimension, parameters)} AS value_${place}`);
  const whole = isEverybody(selection)
    ? [`nullif(customer.region, '') AS region`, `nullif(customer.industry, '') AS industry`]
    : [];
  const bucket = (place: number) => `sum(aging_fen[${place}]::float8) AS aging_${place}`;
  return `chosen AS MATERIALIZED (
    SELECT ${['customer.id', ...values, ...whole].join(', ')}, state.grade, state.as_of, state.exposure_fen, state.open_fen,
      state.overdue_fen, state.limit_fen, state.stale_since, state.aging_fen
    FROM ${SELECTION_SOURCES_SQL} WHERE ${condition}
  ), cell AS MATERIALIZED (
    SELECT ${dimensions.length === 1 ? 'value_0' : 'NULL::text'} AS value, earlier.customer_id IS NOT NULL AS known,
      earlier.grade AS before, chosen.grade AS after, count(*) AS customers, max(as_of) AS as_of,
      sum(exposure_fen::float8) AS exposure, sum(open_fen::float8) AS open, sum(overdue_fen::float8) AS overdue,
      sum(limit_fen::float8) AS limits, sum(exposure_fen::float8 ^ 2) FILTER (WHERE exposure_fen > 0) AS squares,
      sum(exposure_fen::float8) FILTER (WHERE exposure_fen > 0) AS positive,
      count(*) FILTER (WHERE overdue_fen > 0) AS overdue_customers,
      count(*) FILTER (WHERE exposure_fen > limit_fen) AS over_limit_customers, count(stale_since) AS stale_customers,
      ${[1, 2, 3, 4, 5, 6, 7].map(bucket).join(', ')}
    FROM chosen LEFT JOIN earlier ON earlier.customer_id = chosen.id
    GROUP BY 1, 2, 3, 4
  )`;
}
