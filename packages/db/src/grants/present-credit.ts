import type { PresentCredit, Restrictions } from '@xinshao/core/approvals/restrictions.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';
import { ALERT_OF_GRANT_SQL, grantJoinSql } from './holding-sql.ts';

/** A granted limit with its terms, as it holds. */
export interface HoldingGrant {
  readonly id: string;
  readonly limitFen: Fen;
  readonly termDays: number;
  readonly since: Day;
  /** null: for good; of a cut: until it is ended. */
  readonly lastDay: Day | null;
  readonly reason: string;
  /** The request it was approved by; null: a review cut the limit. */
  readonly requestId: string | null;
  /** The alert whose review cut the limit, or asked for the cut; null: it is no cut. */
  readonly alertId: string | null;
  /** Who had asked for it; null: a review cut the limit. */
  readonly requestedBy: string | null;
}

/** As JSON carries it. */
export const HOLDING_GRANT_SQL = `CASE WHEN granted.id IS NOT NULL THEN json_build_object('id', granted.id::text,
  'limitFen', granted.limit_fen, 'termDays', granted.term_days, 'since', granted.valid_from, 'lastDay', granted.last_day, 'reason', granted.reason,
  'requestId', granted.request_id::text,
  'alertId', ${ALERT_OF_GRANT_SQL}::text,
  'requestedBy', (SELECT requested_by FROM limit_requests WHERE limit_requests.id = granted.request_id)) END`;

/** What holds for a customer on a day, and what keeps it from getting more; null when there is no such customer. */
export async function presentCredit(
  client: pg.Pool | pg.PoolClient,
  customerId: number,
  today: Day,
): Promise<{ readonly code: string; readonly present: PresentCredit; readonly restrictions: Restrictions } | null> {
  const { rows } = await client.query<{
    code: string;
    limitFen: string | null;
    termDays: number | null;
    suspended: boolean;
    onHold: boolean;
  }>(
    `SELECT customer.code, coalesce(granted.limit_fen, customer.credit_limit_fen) AS "limitFen",
       coalesce(granted.term_days, customer.term_days) AS "termDays",
       EXISTS (SELECT FROM customer_measures measure WHERE measure.customer_id = customer.id AND measure.kind = 'suspend'
         AND measure.ended_at IS NULL AND (measure.until IS NULL OR measure.until >= $2::date)) AS suspended,
       EXISTS (SELECT FROM credit_holds hold WHERE hold.customer_id = customer.id AND hold.ended_at IS NULL) AS "onHold"
     FROM customers customer ${grantJoinSql('$2::date')}
     WHERE customer.id = $1`,
    [customerId, today],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { code, limitFen, termDays, suspended, onHold } = row;
  return {
    code,
    present: { limitFen: limitFen === null ? null : Number(limitFen), termDays },
    restrictions: { suspended, onHold },
  };
}
