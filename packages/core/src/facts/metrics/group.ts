import { type Metric, numberMetric, quotient } from './metric.ts';

/** How the rest of the customer's group behaves (R26–R27), and the customer's weight in our book (R22). */
export const GROUP_METRICS: readonly Metric[] = [
  numberMetric('group.others_overdue_share', 'ratio', 'ledger', ({ group }) =>
    quotient(group?.othersOverdueFen, group?.othersOpenFen),
  ),
  numberMetric(
    'group.others_maximum_days_past_due',
    'days',
    'ledger',
    (f) => f.group?.othersMaximumDaysPastDue ?? null,
  ),
  numberMetric('group.exposure_to_limit', 'ratio', 'ledger', ({ group }) =>
    quotient(group?.exposureFen, group?.limitFen),
  ),
  numberMetric('portfolio.customer_share', 'ratio', 'ledger', ({ ledger, portfolio }) =>
    quotient(ledger?.exposureFen, portfolio.exposureFen),
  ),
  /** Exposure of the customer's industry / region over all exposure; unknown without an industry / region. */
  numberMetric('portfolio.industry_share', 'ratio', 'ledger', ({ customer, portfolio }) =>
    customer.industry === null ? null : quotient(portfolio.industryExposureFen, portfolio.exposureFen),
  ),
  numberMetric('portfolio.region_share', 'ratio', 'ledger', ({ customer, portfolio }) =>
    customer.region === null ? null : quotient(portfolio.regionExposureFen, portfolio.exposureFen),
  ),
];
