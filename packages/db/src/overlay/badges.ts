import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../database.ts';

/** SQL: whether new credit is on hold for `customer`, or it is suspended, on the day `$2`. */
const STOPPED = `(EXISTS (SELECT FROM credit_holds hold WHERE hold.customer_id = customer.id AND hold.ended_at IS NULL)
  OR EXISTS (SELECT FROM customer_measures measure WHERE measure.customer_id = customer.id AND measure.kind = 'suspend'
    AND measure.ended_at IS NULL AND (measure.until IS NULL OR measure.until >= $2::date)))`;

/** The recorded terms are `[days, ...reasons]`. */
const SQL = `
  SELECT key.hash, key.matched_by AS "matchedBy", customer.id AS "customerId", customer.code, customer.name,
    key.matched_by <> 'near' AND customer.uscc IS NOT NULL AS "hasUscc", state.grade,
    state.limit_fen::float8 AS "limitFen", (assessment.result::json #>> '{terms,0}')::int AS "termDays",
    key.matched_by <> 'near' AND ${STOPPED} AS stopped, state.stale_since::text AS "staleSince"
  FROM company_keys key
  JOIN customers customer ON customer.id = key.customer_id
  LEFT JOIN customer_state state ON state.customer_id = customer.id AND key.matched_by <> 'near'
  LEFT JOIN assessments assessment ON assessment.id = state.assessment_id
  WHERE key.prefix = ANY($1) AND NOT (key.matched_by = 'former_name' AND EXISTS (
    SELECT FROM company_keys present
    WHERE present.prefix = key.prefix AND present.hash = key.hash AND present.matched_by = 'name'))
  ORDER BY key.hash, customer.code`;

/**
 * Everything in the buckets of these hash prefixes: what everybody on the staff list may know of those customers (§9).
 * A former name is left out where another customer has that name now; a near name is a name alone, never a grade (§7).
 * @param today in the company's time zone: which measures still hold
 */
export async function badgesOf(database: Database, prefixes: readonly string[], today: Day): Promise<BadgeEntry[]> {
  const { rows } = await database.pool.query<BadgeEntry>({
    name: 'overlay-badges',
    text: SQL,
    values: [prefixes, today],
  });
  return rows;
}
