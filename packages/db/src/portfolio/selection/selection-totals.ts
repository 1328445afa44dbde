import type { Aging } from '@xinshao/core/facts/facts.ts';
import type { PortfolioSums } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** Sums over a selection, in fen. */
export interface SelectionTotals extends PortfolioSums {
  readonly asOf: string | null;
  readonly limitFen: number;
  readonly overdueCustomers: number;
  readonly overLimitCustomers: number;
  readonly staleCustomers: number;
  /** Σ exposure² and Σ exposure of those that have any: what the Herfindahl index is made of. */
  readonly exposureSquares: number;
  readonly exposurePositive: number;
  readonly aging: Aging;
}

/** One pass over the selected customers; sums of nobody are 0. */
export async function selectionTotals(database: Database, selection: Selection): Promise<SelectionTotals> {
  const parameters: unknown[] = [];
  const condition = selectionSql(selection, parameters);
  const bucket = (place: number) => `coalesce(sum(state.aging_fen[${place}]::float8), 0)`;
  const { rows } = await database.pool.query<SelectionTotals>(
    `SELECT count(*)::int AS customers, max(state.as_of)::text AS "asOf",
       coalesce(sum(state.exposure_fen::float8), 0) AS "exposureFen", coalesce(sum(state.open_fen::float8), 0) AS "openFen",
       coalesce(sum(state.overdue_fen::float8), 0) AS "overdueFen", coalesce(sum(state.limit_fen::float8), 0) AS "limitFen",
       count(*) FILTER (WHERE state.overdue_fen > 0)::int AS "overdueCustomers",
       count(*) FILTER (WHERE state.exposure_fen > state.limit_fen)::int AS "overLimitCustomers",
       count(state.stale_since)::int AS "staleCustomers",
       coalesce(sum(state.exposure_fen::float8 ^ 2) FILTER (WHERE state.exposure_fen > 0), 0) AS "exposureSquares",
       coalesce(sum(state.exposure_fen::float8) FILTER (WHERE state.exposure_fen > 0), 0) AS "exposurePositive",
       ARRAY[${[1, 2, 3, 4, 5, 6, 7].map(bucket).join(', ')}] AS aging
     FROM ${SELECTION_SOURCES_SQL} WHERE ${condition}`,
    parameters,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}
