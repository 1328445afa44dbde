import { VALUES_SHOWN } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import { FIXED_DIMENSIONS } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { readWhole } from './read-whole.ts';
import { remembered } from './remembered.ts';
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

/**
 * What `grouping()` says of the rows of each dimension: a bit is set for every column that is not grouped by. A team's
 * customers are those of its people.
 */
const GROUPED = { grade: 0b011111, region: 0b101111, industry: 0b110111, size: 0b111011, owner: 0b111101 } as const;
const ATTRIBUTES = 0b111110;
const EVERYBODY = 0b111111;

/** Dimensions and their values within a scope, the most frequent first and at most `VALUES_SHOWN` of each. */
export function listDimensions(database: Database, scope: PortfolioScope): Promise<DimensionValue[]> {
  if (scope.kind === 'all') return remembered(database, 'dimensions', () => readDimensions(database, scope));
  return readDimensions(database, scope);
}

function readDimensions(database: Database, scope: PortfolioScope): Promise<DimensionValue[]> {
  const parameters: unknown[] = [VALUES_SHOWN, FIXED_DIMENSIONS];
  const condition = selectionSql({ scope, filters: [] }, parameters);
  const named = Object.entries(GROUPED).map(([key, grouped]) => `WHEN ${grouped} THEN '${key}'`);
  return readWhole<DimensionValue>(
    database,
    `WITH counted AS MATERIALIZED (
       SELECT grouping(grade, region, industry, size, owner, attributes) AS grouped, grade, region, industry, size, owner,
         team, attributes, count(*)::int AS customers
       FROM (SELECT state.grade, nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry,
               nullif(customer.size, '') AS size, nullif(customer.sales_owner, '') AS owner, owner.team_code AS team,
               customer.attributes::text AS attributes
             FROM ${SELECTION_SOURCES_SQL} WHERE ${condition}) chosen
       GROUP BY GROUPING SETS ((grade), (region), (industry), (size), (owner, team), (attributes), ())
     ), everybody AS (
       SELECT customers FROM counted WHERE grouped = ${EVERYBODY}
     ), fixed AS (
       SELECT CASE grouped ${named.join(' ')} END AS key, coalesce(grade, region, industry, size, owner) AS value, customers
       FROM counted WHERE grouped NOT IN (${ATTRIBUTES}, ${EVERYBODY})
       UNION ALL
       SELECT 'team', team, sum(customers)::int FROM counted WHERE grouped = ${GROUPED.owner} GROUP BY team
     ), free AS (
       SELECT 'attr.' || attribute.key AS key, attribute.value, sum(customers)::int AS customers
       FROM counted CROSS JOIN LATERAL jsonb_each_text(attributes::jsonb) attribute(key, value)
       WHERE grouped = ${ATTRIBUTES} AND attribute.key <> '' AND attribute.value <> '' GROUP BY 1, 2
     ), ordered AS (
       SELECT *, row_number() OVER (PARTITION BY key ORDER BY customers DESC, value) AS place,
         count(*) OVER (PARTITION BY key)::int AS values
       FROM (SELECT * FROM fixed UNION ALL SELECT * FROM free
             UNION ALL SELECT key, NULL, (SELECT customers FROM everybody) - sum(customers)::int FROM free GROUP BY key
               HAVING (SELECT customers FROM everybody) > sum(customers)) every_value
     )
     SELECT part.key, part.value, part.customers, part.values,
       CASE part.key WHEN 'owner' THEN (SELECT name FROM staff WHERE staff.code = part.value)
         WHEN 'team' THEN (SELECT name FROM teams WHERE teams.code = part.value) END AS label
     FROM ordered part WHERE place <= $1 ORDER BY array_position($2::text[], key), key, place`,
    parameters,
    false,
  );
}
