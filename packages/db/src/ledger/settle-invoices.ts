import type { SqlExecutor } from '../queue/queue.ts';

/**
 * Works out, for the customers in the temporary table `touched_customers`, which invoices their payments have covered
 * and since when, and what is left over: money on account, money for an invoice we do not know, and the excess of
 * overpayments. Run it after invoices or payments have changed, in the same transaction.
 *
 * Money that goes back (a bounced cheque, a refund) is a negative payment: an invoice counts as covered from the first
 * day after which its payments never fall below what it asks again. What it was covered for a time stays known in
 * `reopened_invoices`, so that a look back finds what was known then.
 * @returns whether payments name any of these customers' invoices
 */
export async function settleInvoices(client: SqlExecutor): Promise<boolean> {
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
  await findCoverings(client);
  await client.query(`
    update invoices invoice set paid_up_on = covered.paid_up_on, has_payments = true
    from (
      select customer_id, invoice_number,
        case when bool_or(amount_fen < 0) then (
          select paid_up_on from coverings covering
          where covering.customer_id = running_payments.customer_id
            and covering.number = running_payments.invoice_number and covering.reopened_on is null
        ) else min(paid_on) filter (where paid_fen >= asked_fen) end as paid_up_on
      from running_payments where asked_fen is not null group by 1, 2
    ) covered
    where invoice.customer_id = covered.customer_id and invoice.number = covered.invoice_number
      and (invoice.paid_up_on is distinct from covered.paid_up_on or not invoice.has_payments)`);
  await client.query(
    'delete from reopened_invoices using touched_customers t where reopened_invoices.customer_id = t.customer_id',
  );
  await client.query(`
    insert into reopened_invoices (customer_id, number, paid_up_on, reopened_on)
    select customer_id, number, paid_up_on, reopened_on from coverings where reopened_on is not null`);
  await client.query(
    'delete from account_credits using touched_customers t where account_credits.customer_id = t.customer_id',
  );
  // Each payment adds what it brings above what is asked, or takes off what it takes from there.
  await client.query(`
    insert into account_credits (customer_id, paid_on, amount_fen)
    select customer_id, paid_on, change_fen from (
      select customer_id, paid_on, case when asked_fen is null then amount_fen
        else greatest(0, paid_fen - asked_fen) - greatest(0, paid_fen - amount_fen - asked_fen) end as change_fen
      from running_payments
    ) credit where change_fen <> 0`);
  const { rows: named } = await client.query('select 1 from running_payments where asked_fen is not null limit 1');
  await client.query('drop table coverings, running_payments');
  return named.length > 0;
}

/**
 * Makes `coverings`: of the invoices from which money went back, each time from the day at whose end payments covered the
 * invoice to the day at whose end they no longer did (null: they still do). Ordinary invoices are not in it.
 */
async function findCoverings(client: SqlExecutor): Promise<void> {
  await client.query(`
    create temporary table coverings on commit drop as
    with days as (
      select customer_id, invoice_number as number, paid_on,
        sum(sum(amount_fen)) over (partition by customer_id, invoice_number order by paid_on) >= min(asked_fen) as covered
      from running_payments
      where (customer_id, invoice_number) in
        (select customer_id, invoice_number from running_payments where amount_fen < 0 and asked_fen is not null)
      group by 1, 2, 3
    ),
    turns as (
      select customer_id, number, paid_on, covered, covered <> lag(covered, 1, false) over item as turned
      from days window item as (partition by customer_id, number order by paid_on)
    )
    select customer_id, number, paid_on as paid_up_on, reopened_on from (
      select *, lead(paid_on) over (partition by customer_id, number order by paid_on) as reopened_on
      from turns where turned
    ) spans where covered`);
}
