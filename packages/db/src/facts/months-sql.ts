import type { Day } from '@xinshao/core/day/day.ts';
import { dayLiteral } from '../ledger/day-literal.ts';
import { ledgerMonthsSql } from '../ledger/ledger-months-sql.ts';
import { windowColumnsSql } from '../ledger/ledger-windows-sql.ts';
import { type FactsScope, only } from './standing-sql.ts';

/**
 * Makes `facts_months`: per customer of the scope, what was invoiced and settled up to the month of the day. Added up
 * from the stored months or, for a day of the past, from the invoices.
 * @param past whether the ledger holds rows dated later than the day
 */
export function monthsSql(scope: FactsScope, asOf: Day, past: boolean): string {
  const source = past
    ? `(${ledgerMonthsSql({ customers: scope, asOf: dayLiteral(asOf), importedOn: null })}) ledger_month`
    : `ledger_months ledger_month ${only(scope, 'ledger_month')}`;
  return `
create temporary table facts_months on commit drop as
select customer_id, ${windowColumnsSql(monthOf(asOf))}
from ${source} group by 1;`;
}

/** Calendar month as a number: year × 12 + month − 1, as the ledger counts them. */
export function monthOf(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
