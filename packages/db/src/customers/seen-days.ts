/**
 * SQL: JSON of the latest day of each source that is one for all customers, as far as the monitor has seen it, for the
 * customer of that id: it would have looked at the customer again, had there been anything new. Null where changes of
 * the customer wait for the next run, and where no run ever was.
 */
export function seenDaysSql(customerId: string): string {
  return `(CASE WHEN NOT EXISTS (SELECT FROM customer_changes change WHERE change.customer_id = ${customerId}) THEN (
    SELECT json_object_agg(source, least(latest_on, run.as_of)::text)
    FROM data_sources, (SELECT as_of FROM monitor_runs ORDER BY id DESC LIMIT 1) run) END)`;
}
