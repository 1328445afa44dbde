import type { DimensionFigures, PortfolioDimension } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** Values listed of each dimension; the ones after them are no concentration. */
const VALUES = 200;

/** What `grouping()` says of the rows of each dimension: a bit is set for every column that is not grouped by. */
const GROUPED: Readonly<Record<PortfolioDimension, number>> = { region: 0b011, industry: 0b101, size: 0b110 };

/**
 * Customers and amounts by region, by industry and by size, each with the largest exposure first and at most 200
 * values; one pass over all customers.
 */
export async function portfolioByDimension(
  database: Database,
): Promise<Record<PortfolioDimension, DimensionFigures[]>> {
  const { rows } = await database.pool.query<DimensionFigures & { grouped: number }>(
    `SELECT grouping(region, industry, size) AS grouped, coalesce(region, industry, size) AS value,
       count(*)::int AS customers, sum(exposure_fen::float8) AS "exposureFen", sum(open_fen::float8) AS "openFen",
       sum(overdue_fen::float8) AS "overdueFen"
     FROM (SELECT id, nullif(region, '') AS region, nullif(industry, '') AS industry, nullif(size, '') AS size
           FROM customers) customer
     JOIN customer_state state ON state.customer_id = customer.id
     GROUP BY GROUPING SETS ((region), (industry), (size))
     ORDER BY "exposureFen" DESC, value NULLS LAST`,
  );
  const of = (dimension: PortfolioDimension) =>
    rows
      .filter(({ grouped }) => grouped === GROUPED[dimension])
      .slice(0, VALUES)
      .map(({ grouped: _, ...figures }) => figures);
  return { region: of('region'), industry: of('industry'), size: of('size') };
}
