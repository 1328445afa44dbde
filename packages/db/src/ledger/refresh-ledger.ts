import type { SqlExecutor } from '../queue/queue.ts';
import { ledgerMonthsSql } from './ledger-months-sql.ts';
import { settleInvoices } from './settle-invoices.ts';

/**
 * Brings everything that is derived from invoices, payments and tax invoices up to date for the customers in the
 * temporary table `touched_customers (customer_id int primary key)`, inside the caller's transaction.
 */
export async function refreshLedger(client: SqlExecutor): Promise<void> {
  await settleInvoices(client);
  await client.query('delete from ledger_months using touched_customers t where ledger_months.customer_id = t.customer_id');
  // A table made from a query may be computed in parallel; an insert from the same query may not.
  await client.query(
    `create temporary table fresh_months on commit drop as ${ledgerMonthsSql({ customers: 'touched_customers', asOf: null })}`,
  );
  await client.query(`
    insert into ledger_months (invoiced_fen, term_fen, term_weight, settled_fen, late_fen, late_weight, index_weight,
      customer_id, month, invoice_count, first_on, last_on)
    select invoiced_fen, term_fen, term_weight, settled_fen, late_fen, late_weight, index_weight,
      customer_id, month, invoice_count, first_on, last_on
    from fresh_months order by customer_id, month`);
  await client.query('drop table fresh_months');
  await noteLatestDays(client);
}

/** Remembers the latest day each source has data for; it never goes back. */
async function noteLatestDays(client: SqlExecutor): Promise<void> {
  await client.query(`
    insert into data_sources (source, latest_on)
    select source, latest_on from (
      select 'ledger' as source, greatest(
        (select max(last_on) from ledger_months join touched_customers using (customer_id)),
        (select max(settled_on) from invoices join touched_customers using (customer_id) where settled_on < 'infinity'),
        (select max(paid_on) from payments join touched_customers using (customer_id))
      ) as latest_on
      union all
      select 'tax', (select max(issued_on) from tax_invoices join touched_customers using (customer_id))
      union all
      select 'orders', (select max(ordered_on) from orders join touched_customers using (customer_id))
    ) latest where latest_on is not null
    on conflict (source) do update set latest_on = greatest(data_sources.latest_on, excluded.latest_on)`);
}
