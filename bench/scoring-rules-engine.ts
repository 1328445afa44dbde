import type { Facts } from '@xinshao/core/facts/facts.ts';
import type { Metric } from '@xinshao/core/facts/metrics/metric.ts';
import { findMetric } from '@xinshao/core/facts/metrics.ts';
import { type Comparison, statedComparison } from '@xinshao/core/policy/conditions.ts';
import type { Band } from '@xinshao/core/policy/schema.ts';
import type { MetricValue } from '@xinshao/core/scorecard/assessment.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import { inUnitOf } from '@xinshao/core/scorecard/condition.ts';
import { type ConditionProperties, Engine } from 'json-rules-engine';

export interface RulesEngineResult {
  readonly points: number;
  /** How many caps hold. */
  readonly caps: number;
}

/**
 * The factors and caps of a policy as rules of json-rules-engine: one rule for each band and each cap. Which of a
 * factor's metrics is known is worked out for it beforehand.
 */
export function rulesEngineFor(policy: CompiledPolicy): (facts: Facts) => Promise<RulesEngineResult> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const factor of policy.policy.factors) {
    const readings = [{ metric: factor.metric, bands: factor.bands }, ...factor.alternatives];
    readings.forEach(({ metric, bands }, place) => {
      for (const band of bands) {
        const all = bandConditions(requireMetric(metric), band, `${factor.id}:${place}`);
        engine.addRule({ conditions: { all }, event: { type: 'points', params: { points: band.points } } });
      }
    });
    engine.addRule({
      conditions: { all: [{ fact: `${factor.id}:missing`, operator: 'equal', value: true }] },
      event: { type: 'points', params: { points: factor.missing.points } },
    });
  }
  for (const cap of policy.policy.caps) {
    const conditions = cap.when.map((condition) => {
      const fact = condition.metric ?? `${condition.factor}:points`;
      const metric = condition.metric === undefined ? null : requireMetric(condition.metric);
      const test = comparisonCondition(condition, metric, fact);
      if (condition.unknown !== 'holds') return test;
      return { any: [test, { fact, operator: 'equal', value: null }] };
    });
    engine.addRule({ conditions: { all: conditions }, event: { type: 'cap', params: { points: 0 } } });
  }
  return async (facts) => {
    const { events } = await engine.run(flatFacts(facts, policy));
    let points = 0;
    let caps = 0;
    for (const event of events) {
      if (event.type === 'cap') caps += 1;
      else points += Number(event.params?.points);
    }
    return { points, caps };
  };
}

function flatFacts(facts: Facts, policy: CompiledPolicy): Record<string, MetricValue> {
  const flat: Record<string, MetricValue> = {};
  for (const factor of policy.factors) {
    flat[`${factor.id}:missing`] = true;
    flat[`${factor.id}:points`] = null;
    factor.readings.forEach(({ metric, pointsOf }, place) => {
      const value = metric.read(facts);
      const chosen = flat[`${factor.id}:missing`] === true && pointsOf(value) !== null;
      flat[`${factor.id}:${place}`] = chosen ? value : null;
      if (!chosen) return;
      flat[`${factor.id}:missing`] = false;
      flat[`${factor.id}:points`] = pointsOf(value);
    });
  }
  for (const cap of policy.policy.caps) {
    for (const { metric } of cap.when) if (metric !== undefined) flat[metric] = requireMetric(metric).read(facts);
  }
  return flat;
}

function bandConditions(metric: Metric, band: Band, fact: string): ConditionProperties[] {
  if (band.in !== undefined) return [{ fact, operator: 'in', value: band.in }];
  if (band.is !== undefined) return [{ fact, operator: 'equal', value: band.is }];
  const ends: ConditionProperties[] = [];
  if (band.from !== undefined)
    ends.push({ fact, operator: 'greaterThanInclusive', value: inUnitOf(metric, band.from) });
  if (band.to !== undefined) ends.push({ fact, operator: 'lessThan', value: inUnitOf(metric, band.to) });
  return ends;
}

const OPERATORS = {
  atLeast: 'greaterThanInclusive',
  above: 'greaterThan',
  atMost: 'lessThanInclusive',
  below: 'lessThan',
  is: 'equal',
};

function comparisonCondition(comparison: Comparison, metric: Metric | null, fact: string): ConditionProperties {
  const stated = statedComparison(comparison);
  if (stated === null) throw new TypeError('a condition must state one comparison');
  const value = metric === null ? stated.threshold : inUnitOf(metric, stated.threshold);
  return { fact, operator: OPERATORS[stated.key], value };
}

function requireMetric(id: string): Metric {
  const metric = findMetric(id);
  if (metric === null) throw new RangeError(`unknown metric ${id}`);
  return metric;
}
