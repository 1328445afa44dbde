import type { DimensionFigures, PortfolioDimension } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** Values listed; the ones after them are no concentration. */
const VALUES = 200;

/** Customers and amounts by region, industry or size, the largest exposure first; at most 200 values. */
export async function portfolioByDimension(
  database: Database,
  dimension: PortfolioDimension,
): Promise<DimensionFigures[]> {
  const { rows } = await database.pool.query<DimensionFigures>(
    `SELECT nullif(customer.${dimension}, '') AS value, count(*)::int AS customers,
       sum(state.exposure_fen::float8) AS "exposureFen", sum(state.open_fen::float8) AS "openFen",
       sum(state.overdue_fen::float8) AS "overdueFen"
     FROM customer_state state JOIN customers customer ON customer.id = state.customer_id
     GROUP BY 1 ORDER BY 3 DESC, 1 NULLS LAST LIMIT ${VALUES}`,
  );
  return rows;
}
