import { PROMISE_DAYS_READ } from '@xinshao/core/promises/promise-facts.ts';

// The parts of the facts query that touch one source each. `only(table)` restricts a table to the customers asked for;
// `day` is the day as an SQL constant. Rows come out as JSON arrays: few customers have them, and an array costs
// nothing where there is none.

type Only = (table: string) => string;

/** The amounts of a statement in the order in which `statementFromRow` reads them. */
export const STATEMENT_AMOUNTS = [
  'total_assets',
  'current_assets',
  'cash',
  'inventory',
  'receivables',
  'total_liabilities',
  'current_liabilities',
  'short_term_debt',
  'total_debt',
  'new_debt_12m',
  'equity',
  'retained_earnings',
  'revenue',
  'net_profit',
  'ebit',
  'operating_cash_flow',
] as const;

/** What every source states of the two latest periods of each customer; which of them counts is decided in the core. */
export function statementsSql(only: Only, day: string): string {
  const amounts = STATEMENT_AMOUNTS.map((name) => `ranked.${name}_fen`).join(', ');
  return `
  select customer_id, json_agg(json_build_array(period_end, months, source, ${amounts})) as statements
  from (
    select statement.*, dense_rank() over (partition by statement.customer_id order by period_end desc) as place
    from statements statement ${only('statement')}
    where period_end <= ${day}
  ) ranked
  where place <= 2 group by 1`;
}

/** Events of 24 months by kind, and the latest bureau score however old. */
export function eventsSql(only: Only, day: string): string {
  return `
  select customer_id, json_object_agg(kind, json_build_array(count_12m, count_24m, latest_on, latest_value, latest_title,
    latest_source, amount_12m)) as events
  from (
    select event.customer_id, event.kind,
      count(*) filter (where event.occurred_on > ${day} - interval '12 months')::int as count_12m,
      count(*) filter (where event.occurred_on > ${day} - interval '24 months')::int as count_24m,
      max(event.occurred_on) as latest_on,
      (array_agg(event.value order by event.occurred_on desc, event.id desc))[1] as latest_value,
      (array_agg(nullif(event.title, '') order by event.occurred_on desc, event.id desc))[1] as latest_title,
      (array_agg(nullif(event.source, '') order by event.occurred_on desc, event.id desc))[1] as latest_source,
      coalesce(sum(event.amount_fen) filter (where event.occurred_on > ${day} - interval '12 months'), 0)::bigint as amount_12m
    from events event ${only('event')}
    where event.observed_on <= ${day} and event.occurred_on <= ${day}
      and (event.kind = 'bureau_score' or event.occurred_on > ${day} - interval '24 months')
    group by event.customer_id, event.kind
  ) by_kind
  group by 1`;
}

/**
 * A customer's own tax invoices. Its 12 months are the whole ones before the month of its latest tax invoice: tax data
 * come in batches, so that month may not be complete, whenever one looks. Where the sales began later than the first of
 * them, they are all there is, that month included. How old the data are is judged by the data date.
 */
export function taxInvoicesSql(only: Only, day: string): string {
  const sales = 'not received and not void';
  const inYear = "issued_on >= year_end - interval '12 months' and issued_on < year_end";
  const months = Array.from(
    { length: 12 },
    (_, index) =>
      `coalesce(sum(amount_fen) filter (where ${sales} and issued_on >= latest_month - interval '${11 - index} months'
        and issued_on < latest_month - interval '${10 - index} months'), 0)::bigint`,
  );
  return `
  with tax_years as (
    select customer_id, latest_month, first_sale_on,
      case when first_sale_on < latest_month - interval '11 months' then latest_month
        else (latest_month + interval '1 month')::date end as year_end
    from (
      select tax_invoice.customer_id, date_trunc('month', max(tax_invoice.issued_on))::date as latest_month,
        min(tax_invoice.issued_on) filter (where ${sales}) as first_sale_on
      from tax_invoices tax_invoice ${only('tax_invoice')} where tax_invoice.issued_on <= ${day} group by 1
    ) reach
  )
  select tax_invoice.customer_id, json_build_array(
    min(issued_on) filter (where ${sales}),
    max(issued_on) filter (where ${sales}),
    coalesce(sum(amount_fen) filter (where ${sales} and ${inYear}), 0)::bigint,
    coalesce(sum(amount_fen) filter (where ${sales} and first_sale_on < latest_month - interval '23 months'
      and issued_on >= latest_month - interval '24 months' and issued_on < latest_month - interval '12 months'), 0)::bigint,
    coalesce(sum(amount_fen) filter (where received and not void and ${inYear}), 0)::bigint,
    count(*) filter (where not received and void and ${inYear}),
    count(*) filter (where not received and ${inYear}),
    coalesce(-sum(amount_fen) filter (where ${sales} and amount_fen < 0 and ${inYear}), 0)::bigint,
    coalesce(sum(amount_fen) filter (where ${sales} and amount_fen > 0 and ${inYear}), 0)::bigint,
    max(largest_buyer_fen),
    count(distinct date_trunc('month', issued_on)) filter (where ${sales} and ${inYear}),
    ${months.join(', ')}
  ) as tax
  from tax_invoices tax_invoice ${only('tax_invoice')}
  join tax_years using (customer_id)
  left join (
    select customer_id, max(bought_fen)::bigint as largest_buyer_fen from (
      select customer_id, counterparty, sum(amount_fen) as bought_fen
      from tax_invoices tax_invoice ${only('tax_invoice')} join tax_years using (customer_id)
      where ${sales} and counterparty is not null and issued_on <= ${day} and ${inYear}
      group by 1, 2
    ) bought group by 1
  ) buyers using (customer_id)
  where issued_on <= ${day}
  group by 1`;
}

/**
 * SQL: what the customers of the grouped rows `known` paid on each day from the earliest `made_on` of the group to a day,
 * as JSON pairs: payments, and what the source cleared without naming a payment; null: nothing.
 */
export function paidSinceSql(day: string): string {
  return `(select json_agg(json_build_array(paid_on, paid_fen)) from (
       select paid_on, sum(amount_fen)::bigint as paid_fen from (
         select payment.paid_on, payment.amount_fen from payments payment
           where payment.customer_id = known.customer_id and payment.paid_on between min(known.made_on) and ${day}
         union all
         select invoice.cleared_on, invoice.amount_fen - coalesce((select sum(part.amount_fen) from payments part
             where invoice.has_payments and part.customer_id = invoice.customer_id and part.invoice_number = invoice.number
               and part.paid_on <= invoice.cleared_on), 0)
           from invoices invoice
           where invoice.customer_id = known.customer_id and not invoice.void and invoice.amount_fen > 0
             and invoice.paid_up_on is null and invoice.cleared_on between min(known.made_on) and ${day}
       ) paid group by paid_on
     ) by_day)`;
}

/**
 * Promises as they were known on the day, and what the customer paid on each day since the earliest of them: payments,
 * and what the source cleared without naming a payment. What became of the promises is judged in the core.
 */
export function promisesSql(only: Only, day: string): string {
  return `
  select known.customer_id, json_agg(json_build_array(known.id::text, known.alert_id::text, known.made_on, known.due_on,
      known.amount_fen)) as promises,
    ${paidSinceSql(day)} as payments
  from (
    select promise.* from promises promise ${only('promise')}
    where promise.recorded_on <= ${day} and (promise.withdrawn_on is null or promise.withdrawn_on > ${day})
      and promise.due_on >= ${day} - ${PROMISE_DAYS_READ}
  ) known
  group by 1`;
}
