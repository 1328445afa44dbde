import { VALUES_SHOWN } from '@xinshao/core/contract/overlay-portfolio.ts';
import { type PortfolioScope, portfolioScope } from '@xinshao/core/portfolio/scope.ts';
import { recordSelectionView } from '@xinshao/db/audit/record-selection-view.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { listDimensions } from '@xinshao/db/portfolio/selection/list-dimensions.ts';
import { viewsOfCustomers } from '@xinshao/db/portfolio/selection/views-of-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { dashboardAnswer } from '../../../overlay/dashboard/answer.ts';
import { dashboardCsv, dashboardCustomers } from '../../../overlay/dashboard/customers.ts';
import { Refused } from '../refused.ts';
import { memberRoute, type OverlayRoute } from '../route.ts';
import * as schemas from '../schemas-portfolio.ts';

/** Whose figures this member sees: what is asked for never widens it. */
function scopeOf(member: StaffMember): PortfolioScope {
  const scope = portfolioScope(member);
  if (scope === null) throw new Refused('not_allowed');
  return scope;
}

const dimensionsRoute = memberRoute({
  method: 'GET',
  path: '/portfolio/dimensions',
  summary: 'What the reader’s customers can be told apart by, and the values there are',
  from: 'nothing',
  request: z.object({}),
  answer: schemas.portfolioDimensions,
  ability: 'see_grade',
  async handle({ services, holder }) {
    const values = await listDimensions(services.database, scopeOf(holder.member));
    const byKey = Map.groupBy(values, ({ key }) => key);
    return {
      dimensions: [...byKey].map(([key, some]) => ({
        key,
        values: some.map(({ value, label, customers }) => ({ value, label, customers })),
        more: Math.max(0, (some[0]?.values ?? 0) - VALUES_SHOWN),
      })),
    };
  },
});

const figuresRoute = memberRoute({
  method: 'POST',
  path: '/portfolio',
  summary: 'Figures over the customers that the reader may see the details of; recorded as a look, as are the largest',
  from: 'body',
  request: schemas.portfolioRequest,
  answer: schemas.portfolioAnswer,
  ability: 'see_grade',
  async handle({ services, holder, note }, asked) {
    const scope = scopeOf(holder.member);
    note({ dimension: asked.dimension, filters: asked.filters.length });
    const { filters, dimension, months } = asked;
    const origin = { actor: holder.member.code, surface: 'api' } as const;
    const view = { view: dimension, months };
    await recordSelectionView(services.database, origin, { scope, filters, view }, services.now());
    const answer = await dashboardAnswer(services, scope, asked);
    // The largest are named with what they owe: each of them was looked at.
    const named = answer.concentration.largest.map(({ customerId }) => customerId);
    await recordViews(services.database, origin, await viewsOfCustomers(services.database, named), services.now());
    return answer;
  },
});

const customersRoute = memberRoute({
  method: 'POST',
  path: '/portfolio/customers',
  summary: 'A page of those customers, searched and sorted; each is recorded as a look',
  from: 'body',
  request: schemas.portfolioCustomersRequest,
  answer: schemas.portfolioCustomers,
  ability: 'see_grade',
  async handle({ services, holder, note }, asked) {
    note({ filters: asked.filters.length, page: asked.page });
    return dashboardCustomers(services, holder.member, scopeOf(holder.member), asked);
  },
});

const csvRoute = memberRoute({
  method: 'POST',
  path: '/portfolio/customers/csv',
  summary: 'The same customers as a CSV file; recorded as an export',
  from: 'body',
  request: schemas.portfolioCsvRequest,
  answer: schemas.portfolioCsv,
  ability: 'see_grade',
  async handle({ services, holder, locale, note }, asked) {
    const file = await dashboardCsv(services, holder.member, locale, scopeOf(holder.member), asked);
    note({ filters: asked.filters.length, rows: file.rows });
    return file;
  },
});

/** The dashboard's operations. */
export const portfolioRoutes: readonly OverlayRoute[] = [dimensionsRoute, figuresRoute, customersRoute, csvRoute];
