import type { Facts } from '../facts/facts.ts';
import type { Metric } from '../facts/metrics/metric.ts';
import { findMetric } from '../facts/metrics.ts';
import { fenFromYuan } from '../money/fen.ts';
import { type Comparison, type ComparisonKey, type Condition, statedComparison } from '../policy/conditions.ts';
import type { FactorResult, MetricValue } from './assessment.ts';

export interface CompiledComparison {
  readonly key: ComparisonKey;
  /** In the unit of what is compared: fen where the file says yuan. */
  readonly threshold: number | string | boolean;
  /** false for an unknown value. */
  readonly holds: (value: MetricValue) => boolean;
}

/** @param metric what is compared; null: points of a factor */
export function compileComparison(comparison: Comparison, metric: Metric | null): CompiledComparison {
  const stated = statedComparison(comparison);
  if (stated === null) throw new TypeError('a condition must state exactly one comparison');
  const { key } = stated;
  const threshold = metric !== null ? inUnitOf(metric, stated.threshold) : stated.threshold;
  if (key === 'is') return { key, threshold, holds: (value) => value === threshold };
  if (typeof threshold !== 'number') throw new TypeError(`${key} needs a number`);
  return { key, threshold, holds: numericTest(key, threshold) };
}

/** A number as the policy file writes it (amounts in yuan), in the unit the metric is read in (fen). */
export function inUnitOf<T>(metric: Metric, threshold: T): T | number {
  return metric.unit === 'fen' && typeof threshold === 'number' ? fenFromYuan(threshold) : threshold;
}

function numericTest(key: Exclude<ComparisonKey, 'is'>, threshold: number): (value: MetricValue) => boolean {
  switch (key) {
    case 'atLeast':
      return (value) => typeof value === 'number' && value >= threshold;
    case 'above':
      return (value) => typeof value === 'number' && value > threshold;
    case 'atMost':
      return (value) => typeof value === 'number' && value <= threshold;
    case 'below':
      return (value) => typeof value === 'number' && value < threshold;
  }
}

export interface CompiledCondition {
  /** Id of the metric judged; null: the points of a factor are. */
  readonly metric: string | null;
  readonly valueOf: (facts: Facts, factors: readonly FactorResult[]) => MetricValue;
  readonly holds: (value: MetricValue) => boolean;
}

/** @param factorIds ids of the policy's factors in the order of the results */
export function compileCondition(condition: Condition, factorIds: readonly string[]): CompiledCondition {
  const unknownHolds = condition.unknown === 'holds';
  if (condition.factor !== undefined) {
    const index = factorIds.indexOf(condition.factor);
    const { holds } = compileComparison(condition, null);
    return {
      metric: null,
      valueOf: (_facts, factors) => pointsAt(factors, index),
      holds: (points) => (points === null ? unknownHolds : holds(points)),
    };
  }
  const metric = requireMetric(condition.metric ?? '');
  const { holds } = compileComparison(condition, metric);
  return {
    metric: metric.id,
    valueOf: metric.read,
    holds: (value) => (value === null ? unknownHolds : holds(value)),
  };
}

function pointsAt(factors: readonly FactorResult[], index: number): number | null {
  const factor = factors[index];
  return factor === undefined || factor.missing ? null : factor.points;
}

/** @throws when there is no such metric, which a checked policy cannot contain */
export function requireMetric(id: string): Metric {
  const metric = findMetric(id);
  if (metric === null) throw new RangeError(`unknown metric ${id}`);
  return metric;
}
