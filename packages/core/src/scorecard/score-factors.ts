import type { DataSource, Facts } from '../facts/facts.ts';
import type { FactorResult, StaleSource } from './assessment.ts';
import type { CompiledFactor, CompiledPolicy } from './compiled.ts';

export interface Scored {
  readonly factors: FactorResult[];
  /** Sum of points, one decimal. */
  readonly score: number;
  /** 0–1, three decimals. */
  readonly confidence: number;
}

/** Gives every factor its points; unknown ones lose confidence, those from a stale source a part of it. */
export function scoreFactors(facts: Facts, policy: CompiledPolicy, stale: readonly StaleSource[]): Scored {
  const factors: FactorResult[] = [];
  let score = 0;
  let confidence = 0;
  for (const factor of policy.factors) {
    const result = scoreFactor(facts, factor);
    factors.push(result);
    score += result.points;
    if (!result.missing) {
      confidence += isStale(stale, result.source) ? factor.confidence * (1 - policy.staleShare) : factor.confidence;
    }
  }
  return { factors, score: Math.round(score * 10) / 10, confidence: Math.round(confidence * 1000) / 1000 };
}

function scoreFactor(facts: Facts, factor: CompiledFactor): FactorResult {
  const { id, dimension, maximumPoints, readings } = factor;
  for (const { metric, pointsOf } of readings) {
    const value = metric.read(facts);
    if (value === null) continue;
    const points = pointsOf(value);
    if (points === null) continue;
    const dataDate = metric.dataDate(facts);
    return {
      id,
      dimension,
      metric: metric.id,
      value,
      points,
      maximumPoints,
      source: metric.source,
      dataDate,
      missing: false,
    };
  }
  const [first] = readings;
  if (first === undefined) throw new RangeError(`factor ${id} has no metric`);
  const { metric } = first;
  const points = factor.missingPoints;
  return {
    id,
    dimension,
    metric: metric.id,
    value: null,
    points,
    maximumPoints,
    source: metric.source,
    dataDate: null,
    missing: true,
  };
}

function isStale(stale: readonly StaleSource[], source: DataSource): boolean {
  for (const entry of stale) if (entry.source === source) return true;
  return false;
}
