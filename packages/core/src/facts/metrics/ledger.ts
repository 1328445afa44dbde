import { daysBetween } from '../../day/day.ts';
import type { Aging, Facts, LedgerFacts } from '../facts.ts';
import { difference, type Metric, type MetricUnit, numberMetric, quotient } from './metric.ts';

/** What our own receivables say of a customer (R37, §3). */
export const LEDGER_METRICS: readonly Metric[] = [
  /** D&B PAYDEX-like index over 24 months, 80 = prompt (§3). */
  ledger('payment_index', 'points', (l) => l.paymentIndex),
  /** Amount-weighted days beyond terms over 24 months (§1). */
  ledger('days_beyond_terms', 'days', (l) => l.daysBeyondTerms),
  /** Days beyond terms of the last 6 months less those of the 6 months before: positive is worse. */
  ledger('days_beyond_terms_change', 'days', (l) => difference(l.daysBeyondTermsRecent, l.daysBeyondTermsBefore)),
  /** Share of the amount due in 24 months that was paid late or is overdue. */
  ledger('late_share', 'ratio', (l) => l.lateShare),
  /** Exposure / limit (§1); unknown without a limit. */
  numberMetric('ledger.utilisation', 'ratio', 'ledger', (f) =>
    quotient(f.ledger?.exposureFen, f.customer.creditLimitFen),
  ),
  /** Overdue / open receivables; unknown when nothing is open. */
  ledger('overdue_share', 'ratio', (l) => quotient(l.overdueFen, l.openFen)),
  ledger('overdue_fen', 'fen', (l) => l.overdueFen),
  /** Days past due of the oldest open item; 0 when nothing is overdue. */
  ledger('maximum_days_past_due', 'days', (l) => l.maximumDaysPastDue),
  /** Share of open receivables more than so many days past due (R37). */
  ledger('aging_over_30_share', 'ratio', (l) => agedShare(l, 2)),
  ledger('aging_over_60_share', 'ratio', (l) => agedShare(l, 3)),
  ledger('aging_over_90_share', 'ratio', (l) => agedShare(l, 4)),
  ledger('aging_over_180_share', 'ratio', (l) => agedShare(l, 5)),
  ledger('aging_over_360_share', 'ratio', (l) => agedShare(l, 6)),
  ledger('disputed_share', 'ratio', (l) => quotient(l.disputedFen, l.openFen)),
  ledger('disputed_fen', 'fen', (l) => l.disputedFen),
  ledger('exposure_fen', 'fen', (l) => l.exposureFen),
  /** Whole months since the first order or invoice we know of. */
  numberMetric('ledger.relationship_months', 'months', 'ledger', relationshipMonths),
  ledger('average_term_days', 'days', (l) => l.averageTermDays),
  ledger('invoice_count', 'count', (l) => l.invoiceCount),
];

function ledger(name: string, unit: MetricUnit, read: (ledger: LedgerFacts) => number | null): Metric {
  return numberMetric(`ledger.${name}`, unit, 'ledger', (facts) => (facts.ledger === null ? null : read(facts.ledger)));
}

/** Open amount in the aging buckets from `firstBucket` on, as a share of everything open. */
function agedShare(facts: LedgerFacts, firstBucket: number): number | null {
  return quotient(sumFrom(facts.aging, firstBucket), facts.openFen);
}

function sumFrom(aging: Aging, firstBucket: number): number {
  let sum = 0;
  for (let bucket = firstBucket; bucket < aging.length; bucket += 1) sum += aging[bucket] ?? 0;
  return sum;
}

const DAYS_PER_MONTH = 365.25 / 12;

function relationshipMonths(facts: Facts): number | null {
  const invoiced = facts.ledger?.firstInvoiceOn ?? null;
  const ordered = facts.customer.firstOrderOn;
  const first = invoiced === null || (ordered !== null && ordered < invoiced) ? ordered : invoiced;
  return first === null ? null : Math.floor(daysBetween(first, facts.asOf) / DAYS_PER_MONTH);
}
