import { daysBetween } from '../../day/day.ts';
import type { Facts, LedgerFacts } from '../facts.ts';
import { growth, type Metric, type MetricUnit, numberMetric } from './metric.ts';
import { fallingMonths, relativeSlope } from './trend.ts';

/** What we sell to the customer, and how that moves (R10). */
export const SALES_METRICS: readonly Metric[] = [
  sales('sales_12m_fen', 'fen', (l) => l.sales12mFen),
  /** Sales of 12 months against the 12 before; unknown for a history that does not cover both. */
  sales('sales_growth', 'ratio', salesGrowth),
  sales('sales_falling_months', 'months', (l) => fallingMonths(l.monthlySalesFen)),
  sales('sales_slope', 'ratio', (l) => relativeSlope(l.monthlySalesFen)),
];

/** 24 months less one: a first invoice somewhat into the first month still makes two comparable years. */
export const TWO_YEARS_OF_HISTORY = 700;

function salesGrowth(ledger: LedgerFacts, facts: Facts): number | null {
  if (ledger.firstInvoiceOn === null || daysBetween(ledger.firstInvoiceOn, facts.asOf) < TWO_YEARS_OF_HISTORY)
    return null;
  return growth(ledger.sales12mFen, ledger.salesPrevious12mFen);
}

type Reading = (ledger: LedgerFacts, facts: Facts) => number | null;

function sales(name: string, unit: MetricUnit, read: Reading): Metric {
  return numberMetric(`ledger.${name}`, unit, 'ledger', (facts) =>
    facts.ledger === null ? null : read(facts.ledger, facts),
  );
}
