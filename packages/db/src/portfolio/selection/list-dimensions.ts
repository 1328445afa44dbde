import { VALUES_SHOWN } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import { FIXED_DIMENSIONS } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, selectionSql } from './selection.ts';

/** A value of a dimension with the customers that have it; null: not known of them. */
export interface DimensionValue {
  readonly key: string;
  readonly value: string | null;
  readonly label: string | null;
  readonly customers: number;
  /** How many values the dimension has. */
  readonly values: number;
}

/** Dimensions and their values within a scope, the most frequent first and at most `VALUES_SHOWN` of each. */
export async function listDimensions(database: Database, scope: PortfolioScope): Promise<DimensionValue[]> {
  const parameters: unknown[] = [VALUES_SHOWN, FIXED_DIMENSIONS];
  const condition = selectionSql({ scope, filters: [] }, parameters);
  const { rows } = await database.pool.query<DimensionValue>(
    `WITH chosen AS MATERIALIZED (
       SELECT state.grade, nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry,
         nullif(customer.size, '') AS size, nullif(customer.sales_owner, '') AS owner, owner.team_code AS team,
         customer.attributes
       FROM ${SELECTION_SOURCES_SQL} WHERE ${condition}
     ), fixed AS (
       SELECT ($2::text[])[place.number] AS key,
         (ARRAY[grade, region, industry, size, owner, team])[place.number] AS value, sum(customers)::int AS customers
       FROM (SELECT grade, region, industry, size, owner, team, count(*) AS customers FROM chosen
             GROUP BY 1, 2, 3, 4, 5, 6) chosen
       CROSS JOIN generate_series(1, 6) place(number) GROUP BY 1, 2
     ), free AS (
       SELECT 'attr.' || attribute.key AS key, attribute.value, count(*)::int AS customers
       FROM chosen CROSS JOIN LATERAL jsonb_each_text(chosen.attributes) attribute(key, value)
       WHERE attribute.key <> '' AND attribute.value <> '' GROUP BY 1, 2
     ), counted AS (
       SELECT *, row_number() OVER (PARTITION BY key ORDER BY customers DESC, value) AS place,
         count(*) OVER (PARTITION BY key)::int AS values
       FROM (SELECT * FROM fixed UNION ALL SELECT * FROM free
             UNION ALL SELECT key, NULL, (SELECT count(*) FROM chosen)::int - sum(customers)::int FROM free GROUP BY key
               HAVING (SELECT count(*) FROM chosen) > sum(customers)) every_value
     )
     SELECT part.key, part.value, part.customers, part.values,
       CASE part.key WHEN 'owner' THEN (SELECT name FROM staff WHERE staff.code = part.value)
         WHEN 'team' THEN (SELECT name FROM teams WHERE teams.code = part.value) END AS label
     FROM counted part WHERE place <= $1 ORDER BY array_position($2::text[], key), key, place`,
    parameters,
  );
  return rows;
}
