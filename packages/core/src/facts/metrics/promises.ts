import type { PromiseFacts } from '../facts.ts';
import { type Metric, numberMetric, quotient } from './metric.ts';

/** Promises to pay that were judged against the ledger (§1). */
export const PROMISE_METRICS: readonly Metric[] = [
  numberMetric('promises.broken', 'count', 'ledger', (facts) => facts.promises.broken),
  /** Broken / judged promises; unknown before the first promise fell due. */
  numberMetric('promises.broken_share', 'ratio', 'ledger', ({ promises }) =>
    quotient(promises.broken, judged(promises)),
  ),
  /** Kept / judged promises; one that was partly kept counts half. */
  numberMetric('promises.kept_share', 'ratio', 'ledger', ({ promises }) =>
    quotient(promises.kept + (promises.partlyKept ?? 0) / 2, judged(promises)),
  ),
];

function judged({ kept, partlyKept = 0, broken }: PromiseFacts): number {
  return kept + partlyKept + broken;
}
