import type { TaxInvoiceFacts } from '../facts.ts';
import { growth, type Metric, type MetricUnit, numberMetric, quotient } from './metric.ts';
import { fallingMonths, relativeSlope } from './trend.ts';

/** What the customer's own tax invoices show of its trade (R5). */
export const TAX_METRICS: readonly Metric[] = [
  tax('sales_12m_fen', 'fen', (t) => t.sales12mFen),
  tax('sales_growth', 'ratio', (t) => growth(t.sales12mFen, t.salesPrevious12mFen)),
  tax('sales_falling_months', 'months', (t) => fallingMonths(t.monthlySalesFen)),
  tax('sales_slope', 'ratio', (t) => relativeSlope(t.monthlySalesFen)),
  tax('void_share', 'ratio', (t) => t.voidShare),
  tax('credit_note_share', 'ratio', (t) => t.creditNoteShare),
  tax('largest_buyer_share', 'ratio', (t) => t.largestBuyerShare),
  tax('active_months', 'months', (t) => t.activeMonths),
  /** (Sales − purchases) / sales of 12 months. */
  tax('gross_margin', 'ratio', (t) => quotient(t.sales12mFen - t.purchases12mFen, t.sales12mFen)),
];

function tax(name: string, unit: MetricUnit, read: (tax: TaxInvoiceFacts) => number | null): Metric {
  return numberMetric(`tax.${name}`, unit, 'tax', (facts) => (facts.tax === null ? null : read(facts.tax)));
}
