import type { Day } from '@xinshao/core/day/day.ts';
import type { PortfolioTotals } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** One pass over what is true of every customer now; sums of nothing are 0. */
export async function portfolioTotals(database: Database): Promise<PortfolioTotals> {
  const bucket = (place: number) => `coalesce(sum(aging_fen[${place}]::float8), 0) AS aging_${place}`;
  const { rows } = await database.pool.query<TotalsRow>(
    `SELECT count(*)::int AS customers, max(as_of)::text AS as_of,
       (SELECT policy_hash FROM customer_state ORDER BY as_of DESC, customer_id LIMIT 1) AS policy_hash,
       coalesce(sum(exposure_fen::float8), 0) AS exposure, coalesce(sum(open_fen::float8), 0) AS open,
       coalesce(sum(overdue_fen::float8), 0) AS overdue, coalesce(sum(limit_fen::float8), 0) AS limits,
       coalesce(sum(exposure_fen::float8 * exposure_fen::float8), 0) AS squares,
       count(*) FILTER (WHERE overdue_fen > 0)::int AS overdue_customers,
       count(*) FILTER (WHERE exposure_fen > limit_fen)::int AS over_limit_customers,
       count(stale_since)::int AS stale_customers,
       ${[1, 2, 3, 4, 5, 6, 7].map(bucket).join(', ')}
     FROM customer_state`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  const { aging_1, aging_2, aging_3, aging_4, aging_5, aging_6, aging_7 } = row;
  return {
    asOf: row.as_of,
    policyHash: row.policy_hash,
    customers: row.customers,
    exposureFen: row.exposure,
    openFen: row.open,
    overdueFen: row.overdue,
    limitFen: row.limits,
    overdueCustomers: row.overdue_customers,
    overLimitCustomers: row.over_limit_customers,
    staleCustomers: row.stale_customers,
    exposureSquares: row.squares,
    aging: [aging_1, aging_2, aging_3, aging_4, aging_5, aging_6, aging_7],
  };
}

/** Sums go through float8: exact for whole numbers below 2^53 fen (90 trillion yuan), and a number in the driver. */
type TotalsRow = { as_of: Day | null; policy_hash: string | null } & Record<
  | 'customers'
  | 'exposure'
  | 'open'
  | 'overdue'
  | 'limits'
  | 'squares'
  | 'overdue_customers'
  | 'over_limit_customers'
  | 'stale_customers'
  | 'aging_1'
  | 'aging_2'
  | 'aging_3'
  | 'aging_4'
  | 'aging_5'
  | 'aging_6'
  | 'aging_7',
  number
>;
