import type { Aging } from '@xinshao/core/facts/facts.ts';
import type { PortfolioSums } from '@xinshao/core/portfolio/figures.ts';

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

const bucket = (place: number) => `coalesce(sum(aging_${place}), 0)`;

/** Over `cell`; sums of nobody are 0. */
export const SELECTION_TOTALS_SQL = `SELECT coalesce(sum(customers), 0)::int AS customers, max(as_of)::text AS "asOf",
    coalesce(sum(exposure), 0) AS "exposureFen", coalesce(sum(open), 0) AS "openFen",
    coalesce(sum(overdue), 0) AS "overdueFen", coalesce(sum(limits), 0) AS "limitFen",
    coalesce(sum(overdue_customers), 0)::int AS "overdueCustomers",
    coalesce(sum(over_limit_customers), 0)::int AS "overLimitCustomers",
    coalesce(sum(stale_customers), 0)::int AS "staleCustomers", coalesce(sum(squares), 0) AS "exposureSquares",
    coalesce(sum(positive), 0) AS "exposurePositive", ARRAY[${[1, 2, 3, 4, 5, 6, 7].map(bucket).join(', ')}] AS aging
  FROM cell`;
