import { daysBetween } from '../../day/day.ts';
import type { Facts, TaxInvoiceFacts } from '../facts.ts';
import { type Metric, numberMetric, quotient } from './metric.ts';
import { statementDisagreement } from './statement-disagreement.ts';
import { yearlyFlow } from './statement-ratios.ts';

/** Where two sources contradict each other: a warning of its own (R5). */
export const CONFLICT_METRICS: readonly Metric[] = [
  /** |Tax sales of 12 months − yearly revenue of the statement| / revenue, where the periods are comparable. */
  numberMetric('conflict.tax_to_revenue', 'ratio', 'statements', (facts) => {
    const { tax } = facts;
    if (tax === null || !coverAYear(tax)) return null;
    const revenue = comparableRevenue(facts, tax.lastIssuedOn);
    return revenue === null ? null : quotient(Math.abs(tax.sales12mFen - revenue), revenue);
  }),
  /** What we sold the customer in 12 months / its stated yearly revenue: above 1 it buys more from us than it sells. */
  numberMetric('conflict.purchases_to_revenue', 'ratio', 'statements', (facts) =>
    quotient(facts.ledger?.sales12mFen, comparableRevenue(facts, facts.asOf)),
  ),
  /** Statements of one period from different sources: the largest difference of assets, liabilities, revenue and profit. */
  numberMetric('conflict.statement_sources', 'ratio', 'statements', statementDisagreement),
];

const COMPARABLE_DAYS = 183;
/** Eleven months: the first sale of a year may come late in its first month, the last early in its twelfth. */
const DAYS_OF_A_YEAR_OF_SALES = 334;

/** Half a year of invoices handed in is not half a year of sales missing. */
function coverAYear({ firstIssuedOn, lastIssuedOn }: TaxInvoiceFacts): boolean {
  return daysBetween(firstIssuedOn, lastIssuedOn) >= DAYS_OF_A_YEAR_OF_SALES;
}

/** Yearly revenue of a statement over half a year or more that ended within half a year of `day`; else null. */
function comparableRevenue({ statement }: Facts, day: Facts['asOf']): number | null {
  if (statement === null || statement.months < 6) return null;
  if (Math.abs(daysBetween(statement.periodEnd, day)) > COMPARABLE_DAYS) return null;
  return yearlyFlow(statement, statement.revenueFen);
}
