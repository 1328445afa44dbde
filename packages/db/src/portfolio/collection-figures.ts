import type { Day } from '@xinshao/core/day/day.ts';
import type { CollectionFigures } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** What `ledger_windows` adds up as recent: this month and the five before it. */
const MONTHS = 6;

/**
 * What was sold and settled in the ledger's last six calendar months, and what is open at their end; null: there is no
 * ledger. Part payments of items that are still open do not count as settled.
 */
export async function collectionFigures(database: Database): Promise<CollectionFigures | null> {
  const { rows } = await database.pool.query<{
    from: Day;
    to: Day;
    sales: number;
    settled: number;
    closing: number;
    closing_not_due: number;
  }>(
    `SELECT (date_trunc('month', source.latest_on) - $1 * interval '1 month')::date::text AS "from",
       source.latest_on::text AS "to", coalesce(sum(ledger.sales), 0) AS sales,
       coalesce(sum(ledger.settled), 0) AS settled, state.closing, state.closing_not_due
     FROM data_sources source
     CROSS JOIN (SELECT coalesce(sum(open_fen::float8), 0) AS closing,
                   coalesce(sum(open_fen::float8 - overdue_fen), 0) AS closing_not_due FROM customer_state) state
     CROSS JOIN (SELECT sum(sales_6::float8 + sales_7 + sales_8 + sales_9 + sales_10 + sales_11) AS sales,
                   sum(settled_recent::float8) AS settled FROM ledger_windows) ledger
     WHERE source.source = 'ledger'
     GROUP BY source.latest_on, state.closing, state.closing_not_due`,
    [MONTHS - 1],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    months: MONTHS,
    from: row.from,
    to: row.to,
    salesFen: row.sales,
    settledFen: row.settled,
    closingFen: row.closing,
    closingNotDueFen: row.closing_not_due,
  };
}
