import type { Database } from '../../database.ts';

/** The largest part of the whole exposure that one customer, one industry and one region hold; the whole in fen. */
export interface LargestShare {
  readonly kind: 'customer' | 'industry' | 'region';
  readonly value: string;
  readonly exposureFen: number;
  readonly wholeFen: number;
}

/** Over all customers, whoever asks; what is not known of a customer counts in the whole alone. Empty: no exposure. */
export async function largestShares(database: Database): Promise<LargestShare[]> {
  const { rows } = await database.pool.query<LargestShare>(
    `WITH part AS (
       SELECT grouping(region) AS by_industry, coalesce(region, industry) AS value, grouping(region, industry) AS grouped,
         sum(exposure) AS exposure
       FROM (SELECT nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry,
               state.exposure_fen::float8 AS exposure
             FROM customer_state state JOIN customers customer ON customer.id = state.customer_id
             WHERE state.exposure_fen > 0) chosen
       GROUP BY GROUPING SETS ((region), (industry), ())
     ), whole AS (SELECT exposure FROM part WHERE grouped = 3)
     SELECT * FROM (
       SELECT DISTINCT ON (by_industry) CASE by_industry WHEN 1 THEN 'industry' ELSE 'region' END AS kind, value,
         part.exposure AS "exposureFen", whole.exposure AS "wholeFen"
       FROM part CROSS JOIN whole WHERE grouped <> 3 AND value IS NOT NULL ORDER BY by_industry, part.exposure DESC) split
     UNION ALL SELECT * FROM (
       SELECT 'customer', customer.name, state.exposure_fen::float8, whole.exposure
       FROM customer_state state JOIN customers customer ON customer.id = state.customer_id CROSS JOIN whole
       WHERE state.exposure_fen > 0 ORDER BY state.exposure_fen DESC, customer.id LIMIT 1) customer`,
  );
  return rows;
}
