import type { Day } from '@xinshao/core/day/day.ts';
import { ledgerMonthsSql } from '../ledger/ledger-months-sql.ts';
import { dayLiteral, type FactsScope, only } from './standing-sql.ts';

/** The sums over calendar months that the facts are made of, in the order of the columns of `facts_months`. */
function monthColumns(asOf: Day): string[] {
  const month = Number(asOf.slice(0, 4)) * 12 + Number(asOf.slice(5, 7)) - 1;
  // From `from` calendar months before the month of the day to `to` before it, the latter left out.
  const sum = (column: string, from: number, to: number, name: string) => {
    const latest = month - from;
    const within = to === from + 1 ? `month = ${latest}` : `month > ${month - to} and month <= ${latest}`;
    return `coalesce(sum(${column}::float8) filter (where ${within}), 0)::bigint as ${name}`;
  };
  return [
    ...Array.from({ length: 12 }, (_, place) => sum('invoiced_fen', 11 - place, 12 - place, `sales_${place}`)),
    sum('invoiced_fen', 12, 24, 'sales_previous_12m'),
    sum('term_fen', 0, 12, 'term_fen'),
    sum('term_weight', 0, 12, 'term_weight'),
    sum('settled_fen', 0, 24, 'settled_fen'),
    sum('late_fen', 0, 24, 'late_fen'),
    sum('late_weight', 0, 24, 'late_weight'),
    sum('index_weight', 0, 24, 'index_weight'),
    sum('settled_fen', 0, 6, 'settled_recent'),
    sum('late_weight', 0, 6, 'late_weight_recent'),
    sum('settled_fen', 6, 12, 'settled_before'),
    sum('late_weight', 6, 12, 'late_weight_before'),
  ];
}

/**
 * Makes `facts_months`: per customer of the scope, what was invoiced and settled up to the month of the day. The sums
 * by month are read as stored or, for a day of the past, added up from the invoices.
 * @param past whether the ledger holds rows dated later than the day
 */
export function monthsSql(scope: FactsScope, asOf: Day, past: boolean): string {
  const source = past
    ? `(${ledgerMonthsSql({ customers: scope, asOf: dayLiteral(asOf) })}) ledger_month`
    : `ledger_months ledger_month ${only(scope, 'ledger_month')}`;
  return `
create temporary table facts_months on commit drop as
select customer_id as owner_id,
  sum(invoice_count)::int as invoice_count, min(first_on) as first_on, max(last_on) as last_on,
  ${monthColumns(asOf).join(',\n  ')}
from ${source} group by 1;`;
}
