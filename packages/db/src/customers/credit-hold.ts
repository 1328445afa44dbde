/** New credit is on hold for the customer: nothing more is sold on account until it ends. */
export interface CreditHold {
  readonly since: Date;
  /** unanswered_alert: the deadline of an alert passed, and the whole chain was silent. */
  readonly reason: 'unanswered_alert';
  readonly alertId: string;
}

/** SQL: the oldest hold on `customer` that has not ended, as JSON; null without one. */
export const CREDIT_HOLD_SQL = `(SELECT json_build_object('since', hold.since, 'reason', hold.reason,
    'alertId', hold.alert_id::text)
  FROM credit_holds hold WHERE hold.customer_id = customer.id AND hold.ended_at IS NULL ORDER BY hold.since LIMIT 1)`;

/** As JSON carries it: the instant is text. */
export type CreditHoldJson = Omit<CreditHold, 'since'> & { readonly since: string };

export function creditHoldFromJson(hold: CreditHoldJson | null): CreditHold | null {
  return hold === null ? null : { ...hold, since: new Date(hold.since) };
}
