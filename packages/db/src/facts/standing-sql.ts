import type { Day } from '@xinshao/core/day/day.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { dayLiteral } from '../ledger/day-literal.ts';
import { paymentIndexSql } from '../ledger/payment-index-sql.ts';
import { reopenedJoinSql, settledAsOfSql } from '../ledger/settled-as-of-sql.ts';
import { weightSql } from '../ledger/weight-sql.ts';

/** Which customers' facts are read: all, or those in the temporary table `monitor_scope (customer_id)`. */
export type FactsScope = 'monitor_scope' | null;

/** Days past due at which each aging bucket after "not due" ends (§1). */
const AGING_ENDS = [30, 60, 90, 180, 360, 100_000];

/** The day facts are wanted for, and whether the ledger knows of something later. */
export interface FactsDay {
  readonly asOf: Day;
  readonly past: boolean;
}

/**
 * First step of the facts: one pass over the ledger finds what each customer owes on the day (`facts_standing`), then
 * what everybody owes: all, each industry and each region (`facts_totals`, where null stands for all), and each group.
 * Customers outside the scope count there as the last run left them. The tables live until the transaction ends.
 */
export function standingSql(scope: FactsScope, { asOf, past }: FactsDay): string {
  const day = dayLiteral(asOf);
  return `
create temporary table facts_standing on commit drop as
with ${openSumsSql(scope, day, past)}
select customer.id as customer_id, open_sums.*, credits.unapplied_fen, commitments.commitments_fen,
  coalesce(aging_1_30 + aging_31_60 + aging_61_90 + aging_91_180 + aging_181_360 + aging_over_360, 0) as overdue_fen,
  coalesce(open_sums.open_net_fen, 0) as open_fen,
  coalesce(open_sums.most_days_past_due, 0) as maximum_days_past_due,
  greatest(0,
    coalesce(open_sums.open_net_fen, 0) + coalesce(commitments_fen, 0) - coalesce(unapplied_fen, 0)
    - case when customer.insured_until is null or customer.insured_until >= ${day} then customer.insured_limit_fen else 0 end
    - customer.collateral_value_fen
  )::bigint as exposure_fen
from customers customer ${only(scope, 'customer', 'id')}
left join open_sums on open_sums.owner_id = customer.id
left join commitments on commitments.owner_id = customer.id
left join credits on credits.owner_id = customer.id;
analyze facts_standing (customer_id);

create temporary table facts_totals on commit drop as
select industry, region, sum(exposure_fen)::bigint as exposure_fen
from (${peersSql(scope)}) peer group by grouping sets ((), (industry), (region));
create temporary table facts_groups on commit drop as
  with peer as (${peersSql(scope, 'customer.group_id is not null')})
  select member.customer_id, count(*)::int as member_count, sum(peer.exposure_fen)::bigint as exposure_fen,
    sum(peer.open_fen)::bigint as open_fen, sum(peer.overdue_fen)::bigint as overdue_fen,
    max(peer.maximum_days_past_due) filter (where peer.customer_id <> member.customer_id) as others_days_past_due
  from peer member join peer on peer.group_id = member.group_id group by 1;
analyze facts_groups (customer_id);`;
}

/** Restricts a table to the scope; its column has a name of its own, so that `customer_id` stays unambiguous. */
export function only(scope: FactsScope, table: string, column = 'customer_id'): string {
  return scope === null
    ? ''
    : `join (select customer_id as scope_id from ${scope}) scope on scope.scope_id = ${table}.${column}`;
}

function openSumsSql(scope: FactsScope, day: string, past: boolean): string {
  // Nothing was settled later than the present day: what is open then has not been settled at all, and these few
  // invoices have an index of their own.
  const open = past ? `${settledAsOfSql('invoice')} > ${day}` : "invoice.settled_on = 'infinity'";
  const reopened = past ? reopenedJoinSql('invoice', day) : '';
  const daysPastDue = `(${day} - due_on)`;
  const overdue = `due_on < ${day} and open_fen > 0`;
  const sumOpen = (condition: string) => `coalesce(sum(open_fen::float8) filter (where ${condition}), 0)::bigint`;
  const weigh = (by: string) => weightSql(`coalesce(sum(open_fen::float8 * ${by}) filter (where ${overdue}), 0)`);
  const aging = AGING_BUCKETS.slice(1).map((bucket, index) => {
    const from = index === 0 ? 0 : AGING_ENDS[index - 1];
    return `${sumOpen(`${overdue} and ${daysPastDue} > ${from} and ${daysPastDue} <= ${AGING_ENDS[index]}`)} as aging_${bucket}`;
  });
  // Of a few customers it is read once and kept: from there the few payments of open invoices are found by their key.
  return `open_invoices as ${scope === null ? 'not materialized' : 'materialized'} (
  select invoice.customer_id, invoice.number, invoice.due_on, invoice.disputed, invoice.amount_fen, invoice.has_payments
  from invoices invoice ${only(scope, 'invoice')}
  ${reopened}
  where not invoice.void and invoice.known_on <= ${day} and ${open}
),
paid as (
  select invoice.customer_id, invoice.number, sum(payment.amount_fen)::bigint as paid_fen
  from open_invoices invoice
  join payments payment on payment.customer_id = invoice.customer_id and payment.invoice_number = invoice.number
  where invoice.has_payments and payment.paid_on <= ${day}
  group by 1, 2
),
open_items as (
  select invoice.customer_id, invoice.due_on, invoice.disputed, invoice.amount_fen - coalesce(paid.paid_fen, 0) as open_fen
  from open_invoices invoice
  left join paid on paid.customer_id = invoice.customer_id and paid.number = invoice.number
),
open_sums as (
  select customer_id as owner_id,
    sum(open_fen)::bigint as open_net_fen,
    ${aging.join(',\n    ')},
    max(${daysPastDue}) filter (where ${overdue}) as most_days_past_due,
    ${sumOpen('disputed')} as disputed_fen,
    ${weigh(daysPastDue)} as overdue_weight,
    ${weigh(paymentIndexSql(daysPastDue))} as overdue_index_weight,
    min(due_on) filter (where due_on >= ${day}) as earliest_open_due_on
  from open_items group by 1
),
credits as (
  select credit.customer_id as owner_id, sum(credit.amount_fen)::bigint as unapplied_fen
  from account_credits credit ${only(scope, 'credit')} where credit.paid_on <= ${day} group by 1
),
commitments as (
  select sales_order.customer_id as owner_id, sum(sales_order.amount_fen)::bigint as commitments_fen
  from orders sales_order ${only(scope, 'sales_order')}
  where sales_order.status = 'open' and sales_order.ordered_on <= ${day} group by 1
)`;
}

/**
 * What every customer owes: as found just now or, outside the scope, as the last run left it. No industry and no region
 * are '', so that null is free for sums over all of them.
 */
function peersSql(scope: FactsScope, where = 'true'): string {
  const figures = ['exposure_fen', 'open_fen', 'overdue_fen', 'maximum_days_past_due'].map((column) =>
    scope === null ? `standing.${column}` : `coalesce(standing.${column}, state.${column}, 0) as ${column}`,
  );
  return `
  select customer.id as customer_id, customer.group_id,
    coalesce(customer.industry, '') as industry, coalesce(customer.region, '') as region, ${figures.join(', ')}
  from customers customer
  left join facts_standing standing on standing.customer_id = customer.id
  ${scope === null ? '' : 'left join customer_state state on state.customer_id = customer.id'}
  where ${where}`;
}
