/** What `ledger_windows` adds up as recent: this month and the five before it. */
export const COLLECTION_MONTHS = 6;

/**
 * What was sold to the chosen customers and settled by them in the ledger's last six calendar months, and what is open
 * at their end; no row: there is no ledger. Part payments of items that are still open do not count as settled.
 */
export const SELECTION_COLLECTION_SQL = `SELECT
    (date_trunc('month', source.latest_on) - interval '${COLLECTION_MONTHS - 1} months')::date::text AS "from",
    source.latest_on::text AS "to", sums.*
  FROM data_sources source CROSS JOIN (
    SELECT coalesce(sum(sales), 0) AS "salesFen", coalesce(sum(settled), 0) AS "settledFen",
      coalesce(sum(open), 0) AS "closingFen", coalesce(sum(open) - sum(overdue), 0) AS "closingNotDueFen" FROM cell) sums
  WHERE source.source = 'ledger'`;
