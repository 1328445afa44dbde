import type { ComparisonKey } from '../policy/conditions.ts';
import type { ThresholdRule } from '../policy/warning-schema.ts';
import { compileComparison, compileCondition, requireMetric } from '../scorecard/condition.ts';
import type { CompiledWarningRule } from './finding.ts';
import { compareSeverity, type Direction } from './warning.ts';

const DIRECTION_OF: Readonly<Record<ComparisonKey, Direction>> = {
  atLeast: 'at_least',
  above: 'above',
  atMost: 'at_most',
  below: 'below',
  is: 'is',
};

/** A metric passes a threshold, and all further conditions hold; an unknown value never warns. */
export function compileThreshold(rule: ThresholdRule, factorIds: readonly string[]): CompiledWarningRule['find'] {
  const metric = requireMetric(rule.metric);
  const onlyIf = rule.onlyIf.map((condition) => compileCondition(condition, factorIds));
  const levels = rule.levels
    .map((level) => ({ severity: level.severity, ...compileComparison(level, metric) }))
    .sort((a, b) => compareSeverity(b.severity, a.severity));
  return (facts, _before, after) => {
    const value = metric.read(facts);
    if (value === null) return null;
    for (const { severity, key, threshold, holds } of levels) {
      if (!holds(value)) continue;
      for (const condition of onlyIf) if (!condition.holds(condition.valueOf(facts, after.factors))) return null;
      const { source } = metric;
      const direction = DIRECTION_OF[key];
      const dataDate = metric.dataDate(facts);
      return {
        severity,
        evidence: { kind: 'threshold', metric: metric.id, value, threshold, direction, source, dataDate },
      };
    }
    return null;
  };
}
