import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { badgesOf } from '@xinshao/db/overlay/badges.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

/** Grades change once a day or after a decision; a quarter of an hour old is fresh enough for a badge. */
const FRESH_SECONDS = 15 * 60;

export const lookupsRoute = memberRoute({
  method: 'POST',
  path: '/lookups',
  summary: 'Customers in the buckets of hash prefixes; the server does not learn which of them was meant',
  from: 'body',
  request: schemas.lookupsRequest,
  answer: schemas.lookupsAnswer,
  ability: 'see_grade',
  async handle({ services, note }, { prefixes }) {
    note({ prefixes });
    const today = dayInTimeZone(services.now(), services.timeZone);
    const entries = prefixes.length === 0 ? [] : await badgesOf(services.database, [...new Set(prefixes)], today);
    return { entries, freshSeconds: FRESH_SECONDS };
  },
});
