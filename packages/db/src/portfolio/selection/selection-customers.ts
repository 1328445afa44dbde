import type { CustomerOrder, PortfolioCustomer } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { staleSinceSql } from '../../customers/stale-sql.ts';
import { stopSql } from '../../customers/stop-sql.ts';
import type { Database } from '../../database.ts';
import { latestPolicy } from '../../policies/latest-policy.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** Which of the selected customers, and in which order. */
export interface CustomersAsked {
  /** Part of a name or code; empty: all. */
  readonly search: string;
  readonly order: CustomerOrder;
  readonly descending: boolean;
  /** The scale, the best grade first: the order of grades. */
  readonly scale: readonly string[];
  /** In the company's time zone: which suspensions still hold, and which data are stale. */
  readonly today: Day;
}

/** A customer, and the number of the assessment that its figures come from. */
export interface SelectedCustomer extends PortfolioCustomer {
  readonly asOf: Day;
  readonly assessment: string;
}

/** How many of the selected customers are asked for. */
export async function countSelected(database: Database, selection: Selection, search: string): Promise<number> {
  const parameters: unknown[] = [];
  const condition = searched(selection, search, parameters);
  const { rows } = await database.pool.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM ${SELECTION_SOURCES_SQL} WHERE ${condition}`,
    parameters,
  );
  return rows[0]?.total ?? 0;
}

/** Some of the selected customers. @param limit null: all of them */
export async function selectedCustomers(
  database: Database,
  selection: Selection,
  asked: CustomersAsked,
  { limit, offset }: { readonly limit: number | null; readonly offset: number },
): Promise<SelectedCustomer[]> {
  const parameters: unknown[] = [limit, offset, asked.scale, asked.today];
  const condition = searched(selection, asked.search, parameters);
  const stale = staleSinceSql((await latestPolicy(database))?.freshness ?? [], asked.today, parameters);
  const { rows } = await database.pool.query<SelectedCustomer>(
    `SELECT customer.id AS "customerId", customer.code, customer.name, state.grade,
       nullif(customer.region, '') AS region, nullif(customer.industry, '') AS industry, owner.name AS "ownerName",
       state.exposure_fen::float8 AS "exposureFen", state.overdue_fen::float8 AS "overdueFen",
       state.limit_fen::float8 AS "limitFen", state.maximum_days_past_due AS "daysPastDue",
       state.as_of::text AS "asOf", (${stale})::text AS "staleSince", state.assessment_id::text AS assessment,
       ${stopSql('$4::date')} AS stop
     FROM ${SELECTION_SOURCES_SQL} WHERE ${condition} AND $3::text[] IS NOT NULL
     ORDER BY ${ORDERS[asked.order]} ${asked.descending ? 'DESC' : 'ASC'} NULLS LAST, customer.code LIMIT $1 OFFSET $2`,
    parameters,
  );
  return rows;
}

const ORDERS: Readonly<Record<CustomerOrder, string>> = {
  name: 'customer.name',
  grade: 'array_position($3::text[], state.grade)',
  exposure: 'state.exposure_fen',
  overdue: 'state.overdue_fen',
  limit: 'state.limit_fen',
  days_past_due: 'state.maximum_days_past_due',
};

function searched(selection: Selection, search: string, parameters: unknown[]): string {
  const condition = selectionSql(selection, parameters);
  if (search === '') return condition;
  const text = `$${parameters.push(search)}::text`;
  return `${condition} AND (strpos(lower(customer.name), lower(${text})) > 0
    OR strpos(lower(customer.code), lower(${text})) > 0)`;
}
