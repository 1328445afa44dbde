import type { SqlExecutor } from '../queue/queue.ts';

/**
 * Works out, for the customers in the temporary table `touched_customers`, which invoices their payments have covered
 * and since when, and what is left over: money on account, money for an invoice we do not know, and the excess of
 * overpayments. Run it after invoices or payments have changed, in the same transaction.
 */
export async function settleInvoices(client: SqlExecutor): Promise<void> {
  await client.query(`
    create temporary table running_payments on commit drop as
    select payment.customer_id, payment.invoice_number, payment.paid_on, payment.amount_fen,
      invoice.amount_fen as asked_fen,
      sum(payment.amount_fen) over (
        partition by payment.customer_id, payment.invoice_number
        order by payment.paid_on, payment.method, payment.amount_fen, payment.ordinal rows unbounded preceding
      )::bigint as paid_fen
    from payments payment
    join touched_customers using (customer_id)
    left join invoices invoice
      on invoice.customer_id = payment.customer_id and invoice.number = payment.invoice_number
      and not invoice.void and invoice.amount_fen > 0`);
  await client.query(`
    update invoices invoice set paid_up_on = covered.paid_up_on, has_payments = true
    from (
      select customer_id, invoice_number, min(paid_on) filter (where paid_fen >= asked_fen) as paid_up_on
      from running_payments where asked_fen is not null group by 1, 2
    ) covered
    where invoice.customer_id = covered.customer_id and invoice.number = covered.invoice_number
      and (invoice.paid_up_on is distinct from covered.paid_up_on or not invoice.has_payments)`);
  await client.query(
    'delete from account_credits using touched_customers t where account_credits.customer_id = t.customer_id',
  );
  await client.query(`
    insert into account_credits (customer_id, paid_on, amount_fen)
    select customer_id, paid_on,
      case when asked_fen is null then amount_fen else least(amount_fen, paid_fen - asked_fen) end
    from running_payments
    where amount_fen <> 0 and (asked_fen is null or paid_fen > asked_fen)`);
  await client.query('drop table running_payments');
}
