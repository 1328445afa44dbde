/** What `ledger_windows` adds up as recent: this month and the five before it. */
export const COLLECTION_MONTHS = 6;

/**
 * What was sold to the chosen customers and settled by them in the ledger's last six calendar months, and what is open
 * at their end; no row: there is no ledger. Part payments of items that are still open do not count as settled.
 */
export function selectionCollectionSql(parameters: unknown[]): string {
  return `SELECT (date_trunc('month', source.latest_on) - $${parameters.push(COLLECTION_MONTHS - 1)} * interval '1 month')::date::text AS "from",
      source.latest_on::text AS "to", ledger.*, standing.*
    FROM data_sources source
    CROSS JOIN (SELECT coalesce(sum(sales_6::float8 + sales_7 + sales_8 + sales_9 + sales_10 + sales_11), 0) AS "salesFen",
                  coalesce(sum(settled_recent::float8), 0) AS "settledFen"
                FROM ledger_windows WHERE customer_id IN (SELECT id FROM chosen)) ledger
    CROSS JOIN (SELECT coalesce(sum(open), 0) AS "closingFen",
                  coalesce(sum(open), 0) - coalesce(sum(overdue), 0) AS "closingNotDueFen" FROM cell) standing
    WHERE source.source = 'ledger'`;
}
