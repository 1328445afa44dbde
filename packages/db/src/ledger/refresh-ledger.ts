import type { Day } from '@xinshao/core/day/day.ts';
import type { SqlExecutor } from '../queue/queue.ts';
import { dayLiteral } from './day-literal.ts';
import { ledgerMonthsSql } from './ledger-months-sql.ts';
import { refreshWindows } from './refresh-windows.ts';
import { settleInvoices } from './settle-invoices.ts';

/** The months of all invoices there are, summed up on the way while they were stored. */
export interface GatheredLedger extends LatestDays {
  /** Stores them in `ledger_months`, which holds none of their customers. */
  store(): Promise<void>;
}

interface LatestDays {
  /** The latest day on which something was issued or settled, days after the import left out. */
  readonly dataOn: Day | null;
  /** The latest day on which something had become known by the day of the import. */
  readonly knownOn: Day | null;
}

/**
 * Brings everything that is derived from invoices, payments and tax invoices up to date for the customers in the
 * temporary table `touched_customers (customer_id int primary key)`, inside the caller's transaction.
 * @param today the day of the import: nothing that bears a later one makes the data any fresher
 * @param gathered what need not be summed up again, unless payments change it
 */
export async function refreshLedger(
  client: SqlExecutor,
  today: Day,
  gathered: GatheredLedger | null = null,
): Promise<void> {
  const importedOn = dayLiteral(today);
  const somePaid = await settleInvoices(client);
  // Where most customers changed, all are computed: workers in parallel cannot see a temporary table.
  const customers = (await mostCustomersTouched(client)) ? null : 'touched_customers';
  let latest: LatestDays;
  if (gathered !== null && !somePaid) {
    await forgetMonths(client, customers);
    await gathered.store();
    latest = gathered;
  } else {
    latest = await sumUpMonths(client, customers, importedOn);
  }
  await noteLatestDays(client, importedOn, latest);
  await refreshWindows(client, importedOn);
}

async function sumUpMonths(client: SqlExecutor, customers: string | null, importedOn: string): Promise<LatestDays> {
  // A table made from a query may be computed in parallel, an insert from the same query may not.
  await client.query(
    `create temporary table fresh_months on commit drop as ${ledgerMonthsSql({ customers, asOf: null, importedOn })}`,
  );
  await forgetMonths(client, customers);
  await client.query(`
    insert into ledger_months (invoiced_fen, term_fen, term_weight, settled_fen, late_fen, late_weight, index_weight,
      customer_id, month, invoice_count, first_on, last_on, furthest_on)
    select invoiced_fen, term_fen, term_weight, settled_fen, late_fen, late_weight, index_weight,
      customer_id, month, invoice_count, first_on, last_on, furthest_on
    from fresh_months order by customer_id, month`);
  const { rows } = await client.query(`
    select max(data_on)::text as "dataOn",
      (max(least(last_on, ${importedOn})) filter (where first_on <= ${importedOn}))::text as "knownOn"
    from fresh_months`);
  await client.query('drop table fresh_months');
  return rows[0] as LatestDays;
}

async function forgetMonths(client: SqlExecutor, customers: string | null): Promise<void> {
  await client.query(
    customers === null
      ? 'delete from ledger_months'
      : `delete from ledger_months using ${customers} t where ledger_months.customer_id = t.customer_id`,
  );
}

async function mostCustomersTouched(client: SqlExecutor): Promise<boolean> {
  const { rows } = await client.query(
    'select 1 from customers having 2 * (select count(*) from touched_customers) > count(*)',
  );
  return rows.length > 0;
}

/**
 * Remembers the latest day each source has data for; it never goes back. A ledger that has due days and nothing else is
 * as fresh as what had become known of it by the day of the import.
 */
async function noteLatestDays(client: SqlExecutor, importedOn: string, latest: LatestDays): Promise<void> {
  await client.query(
    `
    insert into data_sources (source, latest_on)
    select source, latest_on from (
      select 'ledger' as source, coalesce(
        greatest(
          $1::date,
          (select max(paid_on) from payments join touched_customers using (customer_id) where paid_on <= ${importedOn})
        ),
        $2::date
      ) as latest_on
      union all
      select 'tax',
        (select max(issued_on) from tax_invoices join touched_customers using (customer_id) where issued_on <= ${importedOn})
      union all
      select 'orders',
        (select max(ordered_on) from orders join touched_customers using (customer_id) where ordered_on <= ${importedOn})
    ) latest where latest_on is not null
    on conflict (source) do update set latest_on = greatest(data_sources.latest_on, excluded.latest_on)`,
    [latest.dataOn, latest.knownOn],
  );
}
