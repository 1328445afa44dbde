import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Facts } from '@xinshao/core/facts/facts.ts';
import { factsOf } from '@xinshao/core/facts/record.ts';
import { termsInForce } from '@xinshao/core/limits/terms-in-force.ts';
import { staleSince, staleToday } from '@xinshao/core/scorecard/stale.ts';
import { seenDaysSql } from '../customers/seen-days.ts';
import { stopSql } from '../customers/stop-sql.ts';
import type { Database } from '../database.ts';
import { grantJoinSql } from '../grants/holding-sql.ts';
import { compiledPolicy } from '../policies/compiled-policy.ts';

/** SQL: whether `customer` may order against prepayment alone on the day `$2`. */
const PREPAY_ONLY = `EXISTS (SELECT FROM customer_measures measure
  WHERE measure.customer_id = customer.id AND measure.kind = 'prepay' AND measure.ended_at IS NULL
    AND (measure.until IS NULL OR measure.until >= $2::date))`;

interface Row extends Omit<BadgeEntry, 'termDays' | 'staleSince'> {
  /** null: never assessed, or a near name. */
  readonly policyHash: string | null;
  readonly facts: string | null;
  readonly seenDays: Facts['dataDates'] | null;
  readonly heldDays: number | null;
  /** Read only where no days are held: the result is long. */
  readonly recommendedDays: number | null;
  readonly prepayOnly: boolean;
}

/**
 * Limit and terms as the card has them: of the grant that holds on the day, else the customer's own. The recorded terms
 * are `[days, ...reasons]`.
 */
const SQL = `
  SELECT key.hash, key.matched_by AS "matchedBy", customer.id AS "customerId", customer.code, customer.name,
    key.matched_by <> 'near' AND customer.uscc IS NOT NULL AS "hasUscc", state.grade,
    CASE WHEN state.customer_id IS NOT NULL THEN coalesce(granted.limit_fen, customer.credit_limit_fen)::float8 END
      AS "limitFen",
    CASE WHEN key.matched_by <> 'near' THEN coalesce(granted.term_days, customer.term_days) END AS "heldDays",
    CASE WHEN coalesce(granted.term_days, customer.term_days) IS NULL
      THEN (assessment.result::json #>> '{terms,0}')::int END AS "recommendedDays",
    key.matched_by <> 'near' AND ${PREPAY_ONLY} AS "prepayOnly",
    key.matched_by <> 'near' AND ${stopSql('$2::date')} IS NOT NULL AS stopped, state.policy_hash AS "policyHash",
    coalesce(state.facts, assessment.facts) AS facts, ${seenDaysSql('state.customer_id')} AS "seenDays"
  FROM company_keys key
  JOIN customers customer ON customer.id = key.customer_id
  LEFT JOIN customer_state state ON state.customer_id = customer.id AND key.matched_by <> 'near'
  LEFT JOIN assessments assessment ON assessment.id = state.assessment_id
  ${grantJoinSql('$2::date')}
  WHERE key.prefix = ANY($1) AND NOT (key.matched_by = 'former_name' AND EXISTS (
    SELECT FROM company_keys present
    WHERE present.prefix = key.prefix AND present.hash = key.hash AND present.matched_by = 'name'))
  ORDER BY key.hash, customer.code`;

/**
 * Everything in the buckets of these hash prefixes: what everybody on the staff list may know of those customers (§9).
 * A former name is left out where another customer has that name now; a near name is a name alone, never a grade (§7).
 * @param today in the company's time zone: which grants and measures still hold, and which data are stale
 */
export async function badgesOf(database: Database, prefixes: readonly string[], today: Day): Promise<BadgeEntry[]> {
  const { rows } = await database.pool.query<Row>({
    name: 'overlay-badges',
    text: SQL,
    values: [prefixes, today],
  });
  const entries: BadgeEntry[] = [];
  for (const row of rows) {
    const { policyHash, facts, seenDays, heldDays, recommendedDays, prepayOnly, ...shown } = row;
    const policy = policyHash === null ? null : await compiledPolicy(database, policyHash);
    const stale =
      policy === null || facts === null ? [] : staleToday(factsOf(facts), policy.freshness, today, seenDays ?? {});
    const termDays = termsInForce({ heldDays, recommendedDays, prepayOnly });
    entries.push({ ...shown, termDays, staleSince: staleSince(stale) });
  }
  return entries;
}
