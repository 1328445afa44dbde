import { ATTRIBUTE_PREFIX, attributeMetric } from './metrics/attribute.ts';
import { CONFLICT_METRICS } from './metrics/conflict.ts';
import { CUSTOMER_METRICS } from './metrics/customer.ts';
import { EVENT_METRICS } from './metrics/events.ts';
import { GROUP_METRICS } from './metrics/group.ts';
import { LEDGER_METRICS } from './metrics/ledger.ts';
import type { Metric } from './metrics/metric.ts';
import { PROMISE_METRICS } from './metrics/promises.ts';
import { SALES_METRICS } from './metrics/sales.ts';
import { STATEMENT_METRICS } from './metrics/statement.ts';
import { TAX_METRICS } from './metrics/tax.ts';

/** Every metric a policy may name, free attributes (`attr.<name>`) apart. */
export const METRICS: readonly Metric[] = [
  ...LEDGER_METRICS,
  ...SALES_METRICS,
  ...PROMISE_METRICS,
  ...STATEMENT_METRICS,
  ...EVENT_METRICS,
  ...CUSTOMER_METRICS,
  ...GROUP_METRICS,
  ...TAX_METRICS,
  ...CONFLICT_METRICS,
];

const metricsById: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.id, metric]));

/** @returns the metric of that id (`attr.<anything>` always exists), or null when there is none. */
export function findMetric(id: string): Metric | null {
  if (id.startsWith(ATTRIBUTE_PREFIX) && id.length > ATTRIBUTE_PREFIX.length) return attributeMetric(id);
  return metricsById.get(id) ?? null;
}

/** The known metric whose id is written most like `id`: what a misspelling probably meant. */
export function nearestMetricId(id: string): string {
  let nearest = '';
  let least = Number.POSITIVE_INFINITY;
  for (const metric of METRICS) {
    const distance = editDistance(id, metric.id);
    if (distance < least) {
      least = distance;
      nearest = metric.id;
    }
  }
  return nearest;
}

/** Levenshtein distance: single-character insertions, deletions and replacements. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
