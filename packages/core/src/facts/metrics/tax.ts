import { type Day, daysBetween } from '../../day/day.ts';
import type { TaxInvoiceFacts } from '../facts.ts';
import { growth, type Metric, type MetricUnit, numberMetric, quotient } from './metric.ts';
import { TWO_YEARS_OF_HISTORY } from './sales.ts';
import { fallingMonths, relativeSlope } from './trend.ts';

/** After so many days nothing of the latest sale's 12 months is of the last 12 months: it says nothing of today. */
export const DAYS_UNTIL_TAX_SAYS_NOTHING = 366;
/** Invoices in fewer months than this show neither a share nor a trend worth judging by. */
const MONTHS_THAT_SHOW_A_PATTERN = 6;

/** What the customer's own tax invoices show of its trade (R5). */
export const TAX_METRICS: readonly Metric[] = [
  tax('sales_12m_fen', 'fen', (t) => t.sales12mFen),
  /** Sales of 12 months against the 12 before; unknown where the invoices do not reach that far back. */
  pattern('sales_growth', 'ratio', (t) =>
    daysBetween(t.firstIssuedOn, t.lastIssuedOn) < TWO_YEARS_OF_HISTORY
      ? null
      : growth(t.sales12mFen, t.salesPrevious12mFen),
  ),
  pattern('sales_falling_months', 'months', (t) => fallingMonths(t.monthlySalesFen)),
  pattern('sales_slope', 'ratio', (t) => relativeSlope(t.monthlySalesFen)),
  pattern('void_share', 'ratio', (t) => t.voidShare),
  pattern('credit_note_share', 'ratio', (t) => t.creditNoteShare),
  pattern('largest_buyer_share', 'ratio', (t) => t.largestBuyerShare),
  tax('active_months', 'months', (t) => t.activeMonths),
  /** (Sales − purchases) / sales of 12 months. */
  pattern('gross_margin', 'ratio', (t) => quotient(t.sales12mFen - t.purchases12mFen, t.sales12mFen)),
];

type Reading = (tax: TaxInvoiceFacts) => number | null;

/** Shares and trends; unknown where there are too few months to read them from. */
function pattern(name: string, unit: MetricUnit, read: Reading): Metric {
  return tax(name, unit, read, MONTHS_THAT_SHOW_A_PATTERN);
}

/** Unknown with fewer months than asked for, and once the latest sale is more than a year old. */
function tax(name: string, unit: MetricUnit, read: Reading, leastMonths = 0): Metric {
  return numberMetric(`tax.${name}`, unit, 'tax', ({ tax: invoices, asOf }) =>
    invoices === null || invoices.activeMonths < leastMonths || isPast(invoices.lastIssuedOn, asOf)
      ? null
      : read(invoices),
  );
}

function isPast(lastIssuedOn: Day, asOf: Day): boolean {
  return daysBetween(lastIssuedOn, asOf) > DAYS_UNTIL_TAX_SAYS_NOTHING;
}
