import type { Metric } from '../../facts/metrics/metric.ts';
import { findMetric, nearestMetricId } from '../../facts/metrics.ts';
import { DIMENSIONS } from '../../scorecard/assessment.ts';
import type { KeyPath, Report } from '../problem.ts';
import type { Band, Factor, Policy } from '../schema.ts';
import { reportDuplicates } from './ids.ts';
import { findIntervalFaults, formatEnd } from './intervals.ts';

/** Metrics exist, bands take every value once, and points and confidence add up. */
export function checkFactors(policy: Policy, report: Report): void {
  const { factors } = policy;
  reportDuplicates(
    factors.map((factor) => factor.id),
    (index) => ['factors', index, 'id'],
    report,
  );
  factors.forEach((factor, index) => {
    checkFactor(factor, ['factors', index], report);
  });
  let total = 0;
  for (const dimension of DIMENSIONS) {
    const maximum = policy.dimensions[dimension].maximumPoints;
    const sum = rounded(sumOf(factors.filter((f) => f.dimension === dimension).map((f) => f.maximumPoints)));
    total += maximum;
    if (sum !== maximum) {
      report(['dimensions', dimension, 'maximumPoints'], {
        code: 'dimension_points',
        parameters: { dimension, sum, maximum },
      });
    }
  }
  if (rounded(total) !== 100) report(['dimensions'], { code: 'total_points', parameters: { sum: rounded(total) } });
  const confidence = rounded(sumOf(factors.map((factor) => factor.missing.confidence)));
  if (confidence !== 1) report(['factors'], { code: 'confidence_total', parameters: { sum: confidence } });
}

function checkFactor(factor: Factor, path: KeyPath, report: Report): void {
  const maximum = factor.maximumPoints;
  checkReading(factor.metric, factor.bands, maximum, path, report);
  factor.alternatives.forEach(({ metric, bands }, index) => {
    checkReading(metric, bands, maximum, [...path, 'alternatives', index], report);
  });
  const highest = Math.max(...factor.bands.map((band) => band.points));
  if (highest < maximum)
    report([...path, 'bands'], { code: 'maximum_not_reached', parameters: { points: highest, maximum } });
  checkPoints(factor.missing.points, maximum, [...path, 'missing', 'points'], report);
}

function checkReading(metricId: string, bands: readonly Band[], maximum: number, path: KeyPath, report: Report): void {
  bands.forEach((band, index) => {
    checkPoints(band.points, maximum, [...path, 'bands', index, 'points'], report);
  });
  const metric = reportUnknownMetric(metricId, [...path, 'metric'], report);
  if (metric !== null) checkBands(metric, bands, [...path, 'bands'], report);
}

function checkPoints(points: number, maximum: number, path: KeyPath, report: Report): void {
  if (points > maximum) report(path, { code: 'points_above_maximum', parameters: { points, maximum } });
}

/** @returns the metric, or null after reporting that there is none of that name */
export function reportUnknownMetric(id: string, path: KeyPath, report: Report): Metric | null {
  const metric = findMetric(id);
  if (metric === null)
    report(path, { code: 'unknown_metric', parameters: { metric: id, nearest: nearestMetricId(id) } });
  return metric;
}

function checkBands(metric: Metric, bands: readonly Band[], path: KeyPath, report: Report): void {
  const misfit = bands.findIndex((band) => !fits(metric, band));
  if (misfit >= 0) {
    report([...path, misfit], { code: 'band_kind', parameters: { metric: metric.id, kind: metric.kind } });
    return;
  }
  if (metric.kind === 'number') {
    for (const fault of findIntervalFaults(bands)) {
      const at = [...path, fault.index];
      const ends = { from: formatEnd(fault.from), to: formatEnd(fault.to) };
      if (fault.kind === 'empty') report(at, { code: 'band_empty', parameters: { from: fault.from, to: fault.to } });
      else report(at, { code: fault.kind === 'gap' ? 'band_gap' : 'band_overlap', parameters: ends });
    }
    return;
  }
  const words = new Set<string>();
  bands.forEach((band, index) => {
    for (const word of band.in ?? [String(band.is)]) {
      if (words.has(word)) report([...path, index], { code: 'band_word_twice', parameters: { word } });
      words.add(word);
    }
  });
}

function fits(metric: Metric, band: Band): boolean {
  const numeric = band.from !== undefined || band.to !== undefined;
  switch (metric.kind) {
    case 'number':
      return band.in === undefined && band.is === undefined;
    case 'text':
      return band.in !== undefined && band.is === undefined && !numeric;
    case 'boolean':
      return band.is !== undefined && band.in === undefined && !numeric;
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Binary fractions do not add up exactly: 0.1 + 0.2. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
