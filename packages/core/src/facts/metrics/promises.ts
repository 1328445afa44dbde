import { type Metric, numberMetric, quotient } from './metric.ts';

/** Promises to pay that were judged against the ledger (§1). */
export const PROMISE_METRICS: readonly Metric[] = [
  numberMetric('promises.broken', 'count', 'ledger', (facts) => facts.promises.broken),
  /** Broken / judged promises; unknown before the first promise fell due. */
  numberMetric('promises.broken_share', 'ratio', 'ledger', ({ promises }) =>
    quotient(promises.broken, promises.kept + promises.broken),
  ),
];
