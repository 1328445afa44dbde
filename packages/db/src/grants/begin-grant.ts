import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';
import { ALERT_OF_GRANT_SQL } from './holding-sql.ts';
import { showCredit } from './show-credit.ts';

export interface NewGrant {
  readonly customerId: number;
  readonly limitFen: Fen;
  readonly termDays: number;
  readonly validFrom: Day;
  /** null: for good; of a cut: until it is ended. */
  readonly lastDay: Day | null;
  readonly reason: string;
  /** The request that was approved, or the review that cut the limit. */
  readonly source: { readonly requestId: string } | { readonly reviewId: string };
  /** Who gave the last agreement. */
  readonly by: string;
  readonly at: Date;
}

/**
 * Puts a limit with its terms in force in the caller's transaction. What is granted for good ends every earlier grant;
 * what is granted for a time ends earlier temporary ones only, so that the permanent one holds again afterwards, and
 * over it any cut that still is one: without the temporary limit that it was made for, it must not raise anything. A cut, by a review or by the request that a review made, ends nothing: it lies over what was
 * granted, which holds again once the cut is over.
 */
export async function beginGrant(client: pg.PoolClient, grant: NewGrant): Promise<void> {
  const { source } = grant;
  const requestId = 'requestId' in source ? source.requestId : null;
  await lockGrants(client, grant.customerId);
  if (requestId !== null && !(await isAskedByReview(client, requestId))) {
    await client.query(
      `UPDATE customer_grants granted SET ended_at = $2, ended_on = $3, ended_by = $4
       WHERE customer_id = $1 AND ended_at IS NULL AND ($5 OR CASE WHEN ${ALERT_OF_GRANT_SQL} IS NULL THEN last_day IS NOT NULL
         ELSE limit_fen >= ${PERMANENT_LIMIT_SQL} END)`,
      [grant.customerId, grant.at, grant.validFrom, grant.by, grant.lastDay === null],
    );
  }
  await client.query(
    `INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, last_day, reason, request_id, review_id,
       granted_at)
     VALUES ($1, $2, $3, $4::date, $5::date, $6, $7::bigint, $8::bigint, $9)`,
    [
      grant.customerId,
      grant.limitFen,
      grant.termDays,
      grant.validFrom,
      grant.lastDay,
      grant.reason,
      requestId,
      'reviewId' in source ? source.reviewId : null,
      grant.at,
    ],
  );
  await showCredit(client, [grant.customerId], grant.validFrom);
}

/** SQL: the limit for good under every temporary one and every cut of the grant in the row `granted`; null: none is set. */
const PERMANENT_LIMIT_SQL = `(SELECT coalesce((SELECT permanent.limit_fen FROM customer_grants permanent
    WHERE permanent.customer_id = customer.id AND permanent.ended_at IS NULL AND permanent.last_day IS NULL
      AND NOT EXISTS (SELECT FROM alert_reviews review
        WHERE review.id = permanent.review_id OR review.request_id = permanent.request_id)
    ORDER BY permanent.id DESC LIMIT 1), customer.credit_limit_fen)
  FROM customers customer WHERE customer.id = granted.customer_id)`;

/** Whether a review made the request: it asks for a cut. */
async function isAskedByReview(client: pg.PoolClient, requestId: string): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM alert_reviews WHERE request_id = $1::bigint', [requestId]);
  return rows.length > 0;
}

/** Until the caller's transaction ends nobody else begins a grant for the customer: each sees what the other one did. */
export async function lockGrants(client: pg.PoolClient, customerId: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('customer_grants'), $1::int)`, [customerId]);
}
