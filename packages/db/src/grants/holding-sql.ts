/** SQL: whether the grant in the row `granted` holds on a day. @param day an SQL expression of type date */
export function holdsOnSql(day: string): string {
  return `granted.valid_from <= ${day} AND (granted.last_day IS NULL OR granted.last_day >= ${day})
    AND (granted.ended_on IS NULL OR granted.ended_on > ${day})`;
}

/** SQL: the alert whose review cut the limit by the grant in the row `granted`, or asked for the cut; null: it is no cut. */
export const ALERT_OF_GRANT_SQL = `(SELECT review.alert_id FROM alert_reviews review
  WHERE review.id = granted.review_id OR review.request_id = granted.request_id)`;

/** SQL: a LATERAL that finds for each `customer` the grant that holds on a day, as `granted`; the latest decision counts. */
export function grantJoinSql(day: string): string {
  return `LEFT JOIN LATERAL (SELECT granted.* FROM customer_grants granted
    WHERE granted.customer_id = customer.id AND ${holdsOnSql(day)} ORDER BY granted.id DESC LIMIT 1) granted ON true`;
}
