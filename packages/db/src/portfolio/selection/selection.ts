import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import { attributeOf, type Dimension, type DimensionFilter } from '@xinshao/core/portfolio/selection.ts';

/** Which customers figures are about: those in a reader's scope that have one of the values of each filter. */
export interface Selection {
  readonly scope: PortfolioScope;
  readonly filters: readonly DimensionFilter[];
}

/** What the conditions of a selection speak of: assessed customers, what is true of them, and who answers for them. */
export const SELECTION_SOURCES_SQL = `customers customer
  JOIN customer_state state ON state.customer_id = customer.id
  LEFT JOIN staff owner ON owner.code = customer.sales_owner`;

const EXPRESSIONS = {
  grade: 'state.grade',
  region: `nullif(customer.region, '')`,
  industry: `nullif(customer.industry, '')`,
  size: `nullif(customer.size, '')`,
  owner: `nullif(customer.sales_owner, '')`,
  team: 'owner.team_code',
} as const;

/** The value a customer has of a dimension. @param parameters of the query; the name of an attribute becomes one more */
export function dimensionSql(dimension: Dimension, parameters: unknown[]): string {
  const attribute = attributeOf(dimension);
  if (attribute !== null) return `nullif(customer.attributes ->> $${parameters.push(attribute)}::text, '')`;
  const known = Object.entries(EXPRESSIONS).find(([key]) => key === dimension);
  if (known === undefined) throw new RangeError(`no such dimension: ${dimension}`);
  return known[1];
}

/** A condition over `SELECTION_SOURCES_SQL`. @param parameters of the query; what people typed becomes more of them */
export function selectionSql({ scope, filters }: Selection, parameters: unknown[]): string {
  const given = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [scopeSql(scope, given)];
  for (const { dimension, values } of filters) {
    const expression = dimensionSql(dimension, parameters);
    const known = values.filter((value) => value !== null);
    const among = `${expression} = ANY(${given(known)}::text[])`;
    conditions.push(known.length === values.length ? among : `(${among} OR ${expression} IS NULL)`);
  }
  return conditions.join(' AND ');
}

function scopeSql(scope: PortfolioScope, given: (value: unknown) => string): string {
  switch (scope.kind) {
    case 'all':
      return 'true';
    case 'own':
      return `customer.sales_owner = ${given(scope.staffCode)}::text`;
    case 'team': {
      const leader = given(scope.staffCode);
      return `(customer.sales_owner = ${leader}::text OR owner.manager_code = ${leader}::text
        OR owner.team_code = ${given(scope.teamCode)}::text)`;
    }
  }
}
