import type { Day } from '@xinshao/core/day/day.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { holdsOnSql } from '../grants/holding-sql.ts';
import { dayLiteral } from '../ledger/day-literal.ts';
import { eventsSql, promisesSql, statementsSql, taxInvoicesSql } from './facts-parts-sql.ts';

export interface FactsRange {
  readonly asOf: Day;
  /** Where the sums over months are: stored for the present month, or made for the day. */
  readonly windows: 'ledger_windows' | 'facts_months';
  /** The customers of `facts_standing` from `first` to `last`, both included. */
  readonly first: number;
  readonly last: number;
}

/**
 * Second step of the facts: one row per customer of the range with everything `factsFromRow` needs, as of the day.
 * Limit and terms are the granted ones where a grant holds that day, else the imported ones.
 * What the customer owes comes from `facts_standing`, history from the sums over months, the rest is joined per customer.
 * Nothing dated later than the day is seen.
 */
export function factsSql({ asOf, windows, first, last }: FactsRange): string {
  const day = dayLiteral(asOf);
  // The range stands in front of every part, so that each is read by its own index.
  const only = (table: string) => `join facts_range on facts_range.range_id = ${table}.customer_id`;
  const ranged = (table: string) => `${table}.customer_id between ${first} and ${last}`;
  return `
with facts_range as (select customer_id as range_id from facts_standing where ${ranged('facts_standing')}),
statement_rows as (${statementsSql(only, day)}),
event_rows as (${eventsSql(only, day)}),
tax_rows as (${taxInvoicesSql(only, day)}),
promise_rows as (${promisesSql(only, day)}),
grant_rows as (
  select distinct on (granted.customer_id) granted.customer_id, granted.limit_fen, granted.term_days, granted.last_day
  from customer_grants granted ${only('granted')} where ${holdsOnSql(day)}
  order by granted.customer_id, granted.id desc
)
select customer.id, customer.code, customer.name, customer.uscc, customer.region, customer.industry, customer.size,
  customer.registered_capital_fen, customer.established_on, customer.registry_status,
  coalesce(grant_rows.limit_fen, customer.credit_limit_fen), coalesce(grant_rows.term_days, customer.term_days),
  case when customer.insured_until is null or customer.insured_until >= ${day} then customer.insured_limit_fen else 0 end,
  customer.collateral_value_fen,
  case when customer.agreement_signed_on <= ${day} then customer.agreement_signed_on end,
  customer.documents_complete,
  case when customer.first_order_on <= ${day} then customer.first_order_on end,
  customer.order_count, nullif(customer.attributes::text, '{}'), least(customer.master_on, ${day}),
  month_sums.invoice_count, month_sums.first_on, month_sums.last_on, standing.open_fen,
  ${AGING_BUCKETS.slice(1)
    .map((bucket) => `standing.aging_${bucket}`)
    .join(', ')},
  standing.overdue_fen, standing.maximum_days_past_due, standing.disputed_fen, standing.unapplied_fen,
  standing.commitments_fen, standing.exposure_fen,
  ${Array.from({ length: 12 }, (_, index) => `month_sums.sales_${index}`).join(', ')}, month_sums.sales_12m, month_sums.sales_previous_12m,
  month_sums.term_fen, month_sums.term_weight, month_sums.settled_fen, month_sums.late_fen, month_sums.late_weight,
  month_sums.index_weight, month_sums.settled_recent, month_sums.late_weight_recent, month_sums.settled_before,
  month_sums.late_weight_before, standing.overdue_weight, standing.overdue_index_weight,
  least(standing.earliest_open_due_on, grant_rows.last_day,
    case when customer.insured_until >= ${day} then customer.insured_until end),
  statement_rows.statements, event_rows.events, tax_rows.tax, promise_rows.promises, promise_rows.payments,
  industry.debt_ratio, industry.outlook,
  company_group.code, company_group.name, group_sums.member_count, group_sums.exposure_fen, group_sums.open_fen,
  group_sums.overdue_fen,
  standing.open_fen, standing.overdue_fen, group_sums.others_days_past_due,
  company_group.limit_fen,
  (select exposure_fen from facts_totals where industry is null and region is null),
  industry_total.exposure_fen, region_total.exposure_fen
from facts_standing standing
join customers customer on customer.id = standing.customer_id
left join ${windows} month_sums on month_sums.customer_id = customer.id and ${ranged('month_sums')}
left join statement_rows on statement_rows.customer_id = customer.id
left join event_rows on event_rows.customer_id = customer.id
left join tax_rows on tax_rows.customer_id = customer.id
left join promise_rows on promise_rows.customer_id = customer.id
left join grant_rows on grant_rows.customer_id = customer.id
left join industries industry on industry.industry = customer.industry
left join customer_groups company_group on company_group.id = customer.group_id
left join facts_groups group_sums on group_sums.customer_id = customer.id
left join facts_totals industry_total on industry_total.industry = coalesce(customer.industry, '')
left join facts_totals region_total on region_total.region = coalesce(customer.region, '')
where ${ranged('standing')} and customer.id between ${first} and ${last}`;
}
