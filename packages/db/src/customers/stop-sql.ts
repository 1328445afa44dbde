/**
 * SQL: why `customer` gets no more credit on a day, as a `Stop`; null: it does. A suspension says more than a hold.
 * @param day an SQL expression of type date
 */
export function stopSql(day: string): string {
  return `CASE
    WHEN EXISTS (SELECT FROM customer_measures measure WHERE measure.customer_id = customer.id
      AND measure.kind = 'suspend' AND measure.ended_at IS NULL AND (measure.until IS NULL OR measure.until >= ${day}))
      THEN 'suspended'
    WHEN EXISTS (SELECT FROM credit_holds hold WHERE hold.customer_id = customer.id AND hold.ended_at IS NULL)
      THEN 'on_hold' END`;
}
