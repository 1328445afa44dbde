import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';
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
 * what is granted for a time ends earlier temporary ones only, so that the permanent one holds again afterwards. A cut
 * ends nothing: it lies over what was granted, which holds again once the cut is over.
 */
export async function beginGrant(client: pg.PoolClient, grant: NewGrant): Promise<void> {
  const { source } = grant;
  const requestId = 'requestId' in source ? source.requestId : null;
  await lockGrants(client, grant.customerId);
  if (requestId !== null) {
    await client.query(
      `UPDATE customer_grants SET ended_at = $2, ended_on = $3, ended_by = $4
       WHERE customer_id = $1 AND ended_at IS NULL AND (last_day IS NOT NULL OR $5)`,
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

/** Until the caller's transaction ends nobody else begins a grant for the customer: each sees what the other one did. */
export async function lockGrants(client: pg.PoolClient, customerId: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('customer_grants'), $1::int)`, [customerId]);
}
