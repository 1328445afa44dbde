import type { Metric } from '../facts/metrics/metric.ts';
import type { Band } from '../policy/schema.ts';
import type { MetricValue } from './assessment.ts';
import { inUnitOf } from './condition.ts';

/**
 * Points of a value by bands: half-open intervals for numbers, lists for words, yes and no.
 * @returns a function that gives null where no band takes the value (always for an unknown one)
 */
export function compileBands(metric: Metric, bands: readonly Band[]): (value: MetricValue) => number | null {
  if (metric.kind === 'number') return numericBands(metric, bands);
  const points = new Map<MetricValue, number>();
  for (const band of bands) {
    for (const word of band.in ?? []) points.set(word, band.points);
    if (band.is !== undefined) points.set(band.is, band.points);
  }
  return (value) => points.get(value) ?? null;
}

function numericBands(metric: Metric, bands: readonly Band[]): (value: MetricValue) => number | null {
  const sorted = bands
    .map((band) => ({
      from: band.from === undefined ? Number.NEGATIVE_INFINITY : inUnitOf(metric, band.from),
      to: band.to === undefined ? Number.POSITIVE_INFINITY : inUnitOf(metric, band.to),
      points: band.points,
    }))
    .sort((a, b) => a.from - b.from);
  return (value) => {
    if (typeof value !== 'number') return null;
    for (const band of sorted) if (value < band.to) return value >= band.from ? band.points : null;
    return null;
  };
}
