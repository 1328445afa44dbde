import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import { customerOfCode } from '@xinshao/db/registry/customers-of-links.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

const CUSTOMERS_OFFERED = 10;

export const searchRoute = memberRoute({
  // A name in an address would stand in the log of every proxy on the way.
  method: 'POST',
  path: '/search',
  summary: 'Customers by name, code or USCC; near names as suggestions',
  from: 'body',
  request: schemas.searchRequest,
  answer: schemas.searchAnswer,
  ability: 'see_grade',
  async handle({ services, holder, note }, { q }) {
    const { database } = services;
    const found = await findCustomers(database, q, CUSTOMERS_OFFERED);
    note({ matches: found.matches.length, suggestions: found.suggestions.length });
    const [only] = found.matches;
    const shown = only !== undefined && found.matches.length === 1 ? await customerOfCode(database, only.code) : null;
    if (shown !== null) {
      const { code: customerCode, asOf, assessmentId: assessment } = shown;
      const origin = { actor: holder.member.code, surface: 'api' } as const;
      await recordViews(database, origin, [{ customerCode, view: 'grade', asOf, assessment }], services.now());
    }
    return {
      matches: found.matches.map((match) => ({ ...match, grade: shown?.grade ?? null })),
      suggestions: found.suggestions.map(({ customerId, code, name }) => ({ customerId, code, name })),
      branchOf:
        found.branchOf === null ? null : { name: found.branchOf.parentName, customerId: found.branchOf.customerId },
    };
  },
});
