// As of a past day an invoice may have been covered by payments of which some went back later. `invoices.settled_on`
// says what is known now; these say what was known then. Few invoices were ever reopened, so the join costs nothing.

/** SQL: joins to `invoice` (a row of invoices) as `reopened` the time for which payments covered it on that day. */
export function reopenedJoinSql(invoice: string, day: string): string {
  return `left join reopened_invoices reopened on reopened.customer_id = ${invoice}.customer_id
    and reopened.number = ${invoice}.number and reopened.paid_up_on <= ${day} and reopened.reopened_on > ${day}`;
}

/** SQL: the day on which the invoice was settled as far as was known on the day of `reopenedJoinSql`. */
export function settledAsOfSql(invoice: string): string {
  return `least(${invoice}.settled_on, reopened.paid_up_on)`;
}
