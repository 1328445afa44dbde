import type { Database } from '../../database.ts';
import { readWhole } from './read-whole.ts';

/** The largest part of the whole exposure that one customer, one industry and one region hold; the whole in fen. */
export interface LargestShare {
  readonly kind: 'customer' | 'industry' | 'region';
  readonly value: string;
  readonly exposureFen: number;
  readonly wholeFen: number;
}

/** Over all customers, whoever asks; what is not known of a customer counts in the whole alone. Empty: no exposure. */
export function largestShares(database: Database): Promise<LargestShare[]> {
  return readWhole<LargestShare>(
    database,
    `WITH everybody AS MATERIALIZED (
       SELECT customer.id, nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry,
         state.exposure_fen::float8 AS exposure
       FROM customer_state state JOIN customers customer ON customer.id = state.customer_id WHERE state.exposure_fen > 0
     ), part AS (
       SELECT grouping(region, industry) AS grouped, coalesce(region, industry) AS value, sum(exposure) AS exposure
       FROM everybody GROUP BY GROUPING SETS ((region), (industry), ())
     ), largest AS (
       (SELECT DISTINCT ON (grouped) CASE grouped WHEN 1 THEN 'region' ELSE 'industry' END AS kind, value, exposure
        FROM part WHERE grouped <> 3 AND value IS NOT NULL ORDER BY grouped, exposure DESC, value)
       UNION ALL
       (SELECT 'customer', customer.name, one.exposure
        FROM (SELECT id, exposure FROM everybody ORDER BY exposure DESC, id LIMIT 1) one
        JOIN customers customer ON customer.id = one.id)
     )
     SELECT largest.kind, largest.value, largest.exposure AS "exposureFen", whole.exposure AS "wholeFen"
     FROM largest JOIN part whole ON whole.grouped = 3`,
    [],
    true,
  );
}
