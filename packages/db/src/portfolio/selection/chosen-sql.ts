import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import { dimensionSql, SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** The sums that most figures consist of, over `cell`. */
export const CELL_SUMS_SQL = `sum(customers)::int AS customers, sum(exposure) AS "exposureFen", sum(open) AS "openFen",
  sum(overdue) AS "overdueFen", coalesce(sum(limits), 0) AS "limitFen"`;

/** The same sums over `chosen`. */
export const CHOSEN_SUMS_SQL = `count(*)::int AS customers, sum(exposure) AS "exposureFen", sum(open) AS "openFen",
  sum(overdue) AS "overdueFen", coalesce(sum(limits), 0) AS "limitFen"`;

/** Whether every customer is selected, whoever they are. */
export function isEverybody({ scope, filters }: Selection): boolean {
  return scope.kind === 'all' && filters.length === 0;
}

/**
 * The tables that all figures over a selection are taken from, so that its customers are read once: `chosen`, a row for
 * each customer with the value of each dimension as `value_0`, `value_1` … and the grade before (of `earlier`), and
 * `cell`, the sums of those that share both grades and, where there is one dimension alone, its value. Amounts are
 * float8 from here on: sums of whole numbers are exact below 2^53 fen, and a number in the driver.
 * @param staleSince SQL: since when the data of `state` are stale
 * @param parameters of the query; what the selection and the dimensions speak of becomes more of them
 */
export function chosenSql(
  selection: Selection,
  dimensions: readonly Dimension[],
  staleSince: string,
  parameters: unknown[],
): string {
  const condition = selectionSql(selection, parameters);
  const values = dimensions.map((dimension, place) => `${dimensionSql(dimension, parameters)} AS value_${place}`);
  const bucket = (place: number) => `sum(aging_fen[${place}]::float8) AS aging_${place}`;
  return `chosen AS MATERIALIZED (
    SELECT ${['customer.id', 'state.exposure_fen::float8 AS exposure', ...values].join(', ')},
      earlier.customer_id IS NOT NULL AS known, earlier.grade AS before, state.grade AS after, state.as_of,
      state.open_fen::float8 AS open, state.overdue_fen::float8 AS overdue, state.limit_fen::float8 AS limits,
      ${staleSince} AS stale_since, state.aging_fen, ledger.sales, ledger.settled
    FROM ${SELECTION_SOURCES_SQL}
      LEFT JOIN earlier ON earlier.customer_id = customer.id
      LEFT JOIN (${LEDGER_SQL}) ledger ON ledger.customer_id = customer.id
    WHERE ${condition}
  ), cell AS MATERIALIZED (
    SELECT ${dimensions.length === 1 ? 'value_0' : 'NULL::text'} AS value, known, before, after, count(*) AS customers,
      max(as_of) AS as_of, sum(exposure) AS exposure, sum(open) AS open, sum(overdue) AS overdue, sum(limits) AS limits,
      sum(exposure * exposure) FILTER (WHERE exposure > 0) AS squares,
      sum(exposure) FILTER (WHERE exposure > 0) AS positive,
      count(*) FILTER (WHERE overdue > 0) AS overdue_customers,
      count(*) FILTER (WHERE exposure > limits) AS over_limit_customers, count(stale_since) AS stale_customers,
      ${[1, 2, 3, 4, 5, 6, 7].map(bucket).join(', ')}, sum(sales) AS sales, sum(settled) AS settled
    FROM chosen GROUP BY 1, 2, 3, 4
  )`;
}

/** What was sold and settled in the ledger's last six months. */
const LEDGER_SQL = `SELECT customer_id, settled_recent::float8 AS settled,
  sales_6::float8 + sales_7 + sales_8 + sales_9 + sales_10 + sales_11 AS sales FROM ledger_windows`;
