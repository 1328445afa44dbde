import { type Day, isDay } from '@xinshao/core/day/day.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { ledgerMonthsSql } from '../ledger/ledger-months-sql.ts';
import { paymentIndexSql } from '../ledger/payment-index-sql.ts';
import { eventsSql, promisesSql, statementsSql, taxInvoicesSql } from './facts-parts-sql.ts';

export interface FactsScope {
  readonly asOf: Day;
  /** Name of the temporary table `monitor_scope (customer_id)` restricts the customers; null: every customer. */
  readonly customers: 'monitor_scope' | null;
  /** Whether the ledger holds rows dated later than the day, so that stored monthly sums cannot be used. */
  readonly past: boolean;
}

/** Days past due at which each aging bucket after "not due" ends (§1). */
const AGING_ENDS = [30, 60, 90, 180, 360, 100_000];

/**
 * One row per customer with everything `factsFromRow` needs, as of the day.
 *
 * Open items are found in one pass over the invoices, history comes from `ledger_months`, and the rest is joined per
 * customer. Nothing dated later than the day is seen.
 */
export function factsSql(scope: FactsScope): string {
  const day = dayLiteral(scope.asOf);
  // The scope's column has a name of its own, so that `customer_id` stays unambiguous.
  const only = (table: string, column = 'customer_id') =>
    scope.customers === null
      ? ''
      : `join (select customer_id as scope_id from ${scope.customers}) scope on scope.scope_id = ${table}.${column}`;
  const month = Number(scope.asOf.slice(0, 4)) * 12 + Number(scope.asOf.slice(5, 7)) - 1;
  const daysPastDue = `(${day} - due_on)`;
  const overdue = `due_on < ${day} and open_fen > 0`;
  const sumOpen = (condition: string) => `coalesce(sum(open_fen::float8) filter (where ${condition}), 0)::bigint`;
  // From `from` calendar months before the month of the day to `to` before it, the latter left out.
  const sumMonths = (column: string, from: number, to: number) => {
    const last = month - from;
    const within = to === from + 1 ? `month = ${last}` : `month > ${month - to} and month <= ${last}`;
    return `coalesce(sum(${column}::float8) filter (where ${within}), 0)::bigint`;
  };
  const agingColumns = AGING_BUCKETS.slice(1).map((bucket, index) => {
    const from = index === 0 ? 0 : AGING_ENDS[index - 1];
    return `${sumOpen(`${overdue} and ${daysPastDue} > ${from} and ${daysPastDue} <= ${AGING_ENDS[index]}`)} as aging_${bucket}`;
  });
  const months = scope.past ? `(${ledgerMonthsSql({ customers: scope.customers, asOf: day })})` : 'ledger_months';

  return `
with paid as (
  select invoice.customer_id, invoice.number, sum(payment.amount_fen)::bigint as paid_fen
  from invoices invoice ${only('invoice')}
  join payments payment on payment.customer_id = invoice.customer_id and payment.invoice_number = invoice.number
  where invoice.has_payments and invoice.settled_on > ${day} and payment.paid_on <= ${day}
  group by 1, 2
),
open_items as (
  select invoice.customer_id, invoice.due_on, invoice.disputed, invoice.amount_fen - coalesce(paid.paid_fen, 0) as open_fen
  from invoices invoice ${only('invoice')}
  left join paid on paid.customer_id = invoice.customer_id and paid.number = invoice.number
  where not invoice.void and invoice.known_on <= ${day} and invoice.settled_on > ${day}
),
open_sums as (
  select customer_id,
    sum(open_fen)::bigint as open_fen,
    ${agingColumns.join(',\n    ')},
    max(${daysPastDue}) filter (where ${overdue}) as maximum_days_past_due,
    ${sumOpen('disputed')} as disputed_fen,
    coalesce(sum(open_fen::float8 * ${daysPastDue}) filter (where ${overdue}), 0)::bigint as overdue_weight,
    coalesce(sum(open_fen::float8 * ${paymentIndexSql(daysPastDue)}) filter (where ${overdue}), 0)::bigint as overdue_index_weight,
    min(due_on) filter (where due_on >= ${day}) as earliest_open_due_on
  from open_items group by 1
),
month_sums as (
  select customer_id,
    sum(invoice_count)::int as invoice_count, min(first_on) as first_on, max(last_on) as last_on,
    ${Array.from({ length: 12 }, (_, back) => `${sumMonths('invoiced_fen', 11 - back, 12 - back)} as sales_${back}`).join(',\n    ')},
    ${sumMonths('invoiced_fen', 12, 24)} as sales_previous_12m,
    ${sumMonths('term_fen', 0, 12)} as term_fen, ${sumMonths('term_weight', 0, 12)} as term_weight,
    ${sumMonths('settled_fen', 0, 24)} as settled_fen, ${sumMonths('late_fen', 0, 24)} as late_fen,
    ${sumMonths('late_weight', 0, 24)} as late_weight, ${sumMonths('index_weight', 0, 24)} as index_weight,
    ${sumMonths('settled_fen', 0, 6)} as settled_recent, ${sumMonths('late_weight', 0, 6)} as late_weight_recent,
    ${sumMonths('settled_fen', 6, 12)} as settled_before, ${sumMonths('late_weight', 6, 12)} as late_weight_before
  from ${months} ledger_month ${scope.past ? '' : only('ledger_month')}
  group by 1
),
credits as (
  select credit.customer_id, sum(credit.amount_fen)::bigint as unapplied_fen
  from account_credits credit ${only('credit')} where credit.paid_on <= ${day} group by 1
),
commitments as (
  select sales_order.customer_id, sum(sales_order.amount_fen)::bigint as commitments_fen
  from orders sales_order ${only('sales_order')}
  where sales_order.status = 'open' and sales_order.ordered_on <= ${day} group by 1
),
statement_rows as (${statementsSql(only, day)}),
event_rows as (${eventsSql(only, day)}),
tax_rows as (${taxInvoicesSql(only, day)}),
promise_rows as (${promisesSql(only, day)}),
computed as (
  select customer.id as customer_id,
    coalesce(open_sums.open_fen, 0) as open_fen,
    coalesce(aging_1_30 + aging_31_60 + aging_61_90 + aging_91_180 + aging_181_360 + aging_over_360, 0) as overdue_fen,
    coalesce(open_sums.maximum_days_past_due, 0) as maximum_days_past_due,
    greatest(0,
      coalesce(open_sums.open_fen, 0) + coalesce(commitments_fen, 0) - coalesce(unapplied_fen, 0)
      - case when customer.insured_until is null or customer.insured_until >= ${day} then customer.insured_limit_fen else 0 end
      - customer.collateral_value_fen
    )::bigint as exposure_fen
  from customers customer ${only('customer', 'id')}
  left join open_sums on open_sums.customer_id = customer.id
  left join commitments on commitments.customer_id = customer.id
  left join credits on credits.customer_id = customer.id
),
standing as (
  select customer.id as customer_id, customer.group_id,
    coalesce(customer.industry, '') as industry, coalesce(customer.region, '') as region,
    ${standingColumns(scope).join(', ')}
  from customers customer
  left join computed on computed.customer_id = customer.id
  ${scope.customers === null ? '' : 'left join customer_state state on state.customer_id = customer.id'}
),
whole as (select sum(exposure_fen)::bigint as exposure_fen from standing),
industry_sums as (select industry, sum(exposure_fen)::bigint as exposure_fen from standing group by 1),
region_sums as (select region, sum(exposure_fen)::bigint as exposure_fen from standing group by 1),
group_sums as (
  select group_id, count(*)::int as member_count, sum(exposure_fen)::bigint as exposure_fen, sum(open_fen)::bigint as open_fen,
    sum(overdue_fen)::bigint as overdue_fen
  from standing where group_id is not null group by 1
),
group_others as (
  select member.customer_id, max(other.maximum_days_past_due) as maximum_days_past_due
  from standing member join standing other on other.group_id = member.group_id and other.customer_id <> member.customer_id
  group by 1
)
select customer.id, customer.code, customer.name, customer.uscc, customer.region, customer.industry, customer.size,
  customer.registered_capital_fen, customer.established_on, customer.registry_status, customer.credit_limit_fen,
  customer.term_days,
  case when customer.insured_until is null or customer.insured_until >= ${day} then customer.insured_limit_fen else 0 end,
  customer.collateral_value_fen,
  case when customer.agreement_signed_on <= ${day} then customer.agreement_signed_on end,
  customer.documents_complete,
  case when customer.first_order_on <= ${day} then customer.first_order_on end,
  customer.order_count, nullif(customer.attributes::text, '{}'), least(customer.master_on, ${day}),
  month_sums.invoice_count, month_sums.first_on, month_sums.last_on, computed.open_fen,
  ${AGING_BUCKETS.slice(1)
    .map((bucket) => `open_sums.aging_${bucket}`)
    .join(', ')},
  computed.overdue_fen, computed.maximum_days_past_due, open_sums.disputed_fen, credits.unapplied_fen,
  commitments.commitments_fen, computed.exposure_fen,
  ${Array.from({ length: 12 }, (_, index) => `month_sums.sales_${index}`).join(', ')}, month_sums.sales_previous_12m,
  month_sums.term_fen, month_sums.term_weight, month_sums.settled_fen, month_sums.late_fen, month_sums.late_weight,
  month_sums.index_weight, month_sums.settled_recent, month_sums.late_weight_recent, month_sums.settled_before,
  month_sums.late_weight_before, open_sums.overdue_weight, open_sums.overdue_index_weight,
  least(open_sums.earliest_open_due_on, promise_rows.next_on,
    case when customer.insured_until >= ${day} then customer.insured_until end),
  statement_rows.statements, event_rows.events, tax_rows.tax, promise_rows.kept, promise_rows.broken,
  promise_rows.broken_fen,
  industry.debt_ratio, industry.outlook,
  company_group.code, company_group.name, group_sums.member_count, group_sums.exposure_fen, group_sums.open_fen,
  group_sums.overdue_fen,
  computed.open_fen, computed.overdue_fen, group_others.maximum_days_past_due,
  company_group.limit_fen,
  whole.exposure_fen, industry_sums.exposure_fen, region_sums.exposure_fen
from computed join customers customer on customer.id = computed.customer_id
cross join whole
left join open_sums on open_sums.customer_id = customer.id
left join month_sums on month_sums.customer_id = customer.id
left join credits on credits.customer_id = customer.id
left join commitments on commitments.customer_id = customer.id
left join statement_rows on statement_rows.customer_id = customer.id
left join event_rows on event_rows.customer_id = customer.id
left join tax_rows on tax_rows.customer_id = customer.id
left join promise_rows on promise_rows.customer_id = customer.id
left join industries industry on industry.industry = customer.industry
left join customer_groups company_group on company_group.id = customer.group_id
left join group_sums on group_sums.group_id = customer.group_id
left join group_others on group_others.customer_id = customer.id
left join industry_sums on industry_sums.industry = coalesce(customer.industry, '')
left join region_sums on region_sums.region = coalesce(customer.region, '')`;
}

/** What a customer owes: computed just now, or as the last run left it where the query does not compute it. */
function standingColumns({ customers }: FactsScope): string[] {
  const columns = ['exposure_fen', 'open_fen', 'overdue_fen', 'maximum_days_past_due'];
  return columns.map((column) =>
    customers === null ? `computed.${column}` : `coalesce(computed.${column}, state.${column}, 0) as ${column}`,
  );
}

/** The day as a constant of the query, so that the planner can fold it and share the work among processes. */
function dayLiteral(day: Day): string {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return `date '${day}'`;
}
