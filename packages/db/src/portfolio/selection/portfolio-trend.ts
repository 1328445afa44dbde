import type { PortfolioSums } from '@xinshao/core/portfolio/figures.ts';
import type { DimensionFilter } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';

export interface TrendDay extends PortfolioSums {
  readonly day: string;
}

/** The newest so many days on which the portfolio was recorded, the oldest first. @param filters of grades alone */
export async function portfolioTrend(
  database: Database,
  filters: readonly DimensionFilter[],
  days: number,
): Promise<TrendDay[]> {
  const grades = filters.map(({ values }) => values.map((value) => value ?? ''));
  const parameters: unknown[] = [days];
  const conditions = grades.map((some) => `grade = ANY($${parameters.push(some)}::text[])`);
  const { rows } = await database.pool.query<TrendDay>(
    `SELECT * FROM (
       SELECT as_of::text AS day, sum(customers)::int AS customers, sum(exposure_fen::float8) AS "exposureFen",
         sum(open_fen::float8) AS "openFen", sum(overdue_fen::float8) AS "overdueFen"
       FROM portfolio_days WHERE ${['true', ...conditions].join(' AND ')}
       GROUP BY as_of ORDER BY as_of DESC LIMIT $1) newest ORDER BY day`,
    parameters,
  );
  return rows;
}
