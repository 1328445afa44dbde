import type { Database } from '../../database.ts';

/** The largest part of the whole exposure that one customer, one industry and one region hold; the whole in fen. */
export interface LargestShare {
  readonly kind: 'customer' | 'industry' | 'region';
  readonly value: string;
  readonly exposureFen: number;
  readonly wholeFen: number;
}

/** Over all customers, whoever asks; what is not known of a customer counts in the whole alone. Empty: no exposure. */
export async function largestShares(database: Pick<Database, 'pool'>): Promise<LargestShare[]> {
  const { rows } = await database.pool.query<LargestShare>(
    `WITH everybody AS MATERIALIZED (
       SELECT customer.id, nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry, state.exposure_fen
       FROM customer_state state JOIN customers customer ON customer.id = state.customer_id WHERE state.exposure_fen > 0
     ) SELECT * FROM (${largestSharesSql('everybody')}) share`,
  );
  return rows;
}

/** @param everybody a table of all customers: id, region, industry, exposure_fen */
export function largestSharesSql(everybody: string): string {
  return `WITH part AS (
      SELECT grouping(region, industry) AS grouped, coalesce(region, industry) AS value, sum(exposure_fen::float8) AS exposure
      FROM ${everybody} WHERE exposure_fen > 0 GROUP BY GROUPING SETS ((region), (industry), ())
    ), largest AS (
      (SELECT DISTINCT ON (grouped) CASE grouped WHEN 1 THEN 'region' ELSE 'industry' END AS kind, value, exposure
       FROM part WHERE grouped <> 3 AND value IS NOT NULL ORDER BY grouped, exposure DESC, value)
      UNION ALL
      (SELECT 'customer', customer.name, one.exposure_fen::float8
       FROM (SELECT id, exposure_fen FROM ${everybody} WHERE exposure_fen > 0
             ORDER BY exposure_fen DESC, id LIMIT 1) one
       JOIN customers customer ON customer.id = one.id)
    )
    SELECT largest.kind, largest.value, largest.exposure AS "exposureFen", part.exposure AS "wholeFen"
    FROM largest JOIN part ON part.grouped = 3`;
}
