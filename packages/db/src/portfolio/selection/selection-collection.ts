import type { CollectionFigures } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** What `ledger_windows` adds up as recent: this month and the five before it. */
const MONTHS = 6;

/**
 * What was sold to the selected customers and settled by them in the ledger's last six calendar months, and what is open
 * at their end; null: there is no ledger.
 */
export async function selectionCollection(database: Database, selection: Selection): Promise<CollectionFigures | null> {
  const parameters: unknown[] = [MONTHS - 1];
  const condition = selectionSql(selection, parameters);
  const { rows } = await database.pool.query<Omit<CollectionFigures, 'months'>>(
    `SELECT (date_trunc('month', source.latest_on) - $1 * interval '1 month')::date::text AS "from",
       source.latest_on::text AS "to", sums.*
     FROM data_sources source CROSS JOIN (
       SELECT coalesce(sum(sales_6::float8 + sales_7 + sales_8 + sales_9 + sales_10 + sales_11), 0) AS "salesFen",
         coalesce(sum(ledger.settled_recent::float8), 0) AS "settledFen",
         coalesce(sum(state.open_fen::float8), 0) AS "closingFen",
         coalesce(sum(state.open_fen::float8 - state.overdue_fen), 0) AS "closingNotDueFen"
       FROM ${SELECTION_SOURCES_SQL} LEFT JOIN ledger_windows ledger ON ledger.customer_id = customer.id
       WHERE ${condition}) sums
     WHERE source.source = 'ledger'`,
    parameters,
  );
  const [row] = rows;
  return row === undefined ? null : { months: MONTHS, ...row };
}
