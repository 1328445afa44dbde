import type { Metric } from '../../facts/metrics/metric.ts';
import { SEVERITIES, type Severity } from '../../warnings/warning.ts';
import { type Comparison, type Condition, statedComparison } from '../conditions.ts';
import type { KeyPath, Report } from '../problem.ts';
import type { Policy } from '../schema.ts';
import type { ThresholdRule, WarningRule } from '../warning-schema.ts';
import { reportUnknownMetric } from './factors.ts';
import { reportDuplicates } from './ids.ts';

/** Conditions of caps and warnings can be judged, and warnings grow with their severity. */
export function checkRules(policy: Policy, report: Report): void {
  const factorIds = new Set(policy.factors.map((factor) => factor.id));
  reportDuplicates(
    policy.caps.map((cap) => cap.id),
    (index) => ['caps', index, 'id'],
    report,
  );
  reportDuplicates(
    policy.warnings.map((rule) => rule.id),
    (index) => ['warnings', index, 'id'],
    report,
  );
  policy.caps.forEach((cap, index) => {
    cap.when.forEach((condition, place) => {
      checkCondition(condition, factorIds, ['caps', index, 'when', place], report);
    });
  });
  policy.warnings.forEach((rule, index) => {
    checkSeverities(rule, ['warnings', index, 'levels'], report);
    if (rule.kind === 'threshold') checkThreshold(rule, factorIds, ['warnings', index], report);
  });
  policy.approvals.forEach((approval, index) => {
    const lower = policy.approvals[index - 1];
    if (lower !== undefined && !isAbove(approval.upToYuan, lower.upToYuan)) {
      report(['approvals', index], { code: 'tier_order', parameters: { tier: approval.tier } });
    }
  });
}

function isAbove(amount: number | undefined, lower: number | undefined): boolean {
  return lower !== undefined && (amount === undefined || amount > lower);
}

function checkThreshold(rule: ThresholdRule, factorIds: ReadonlySet<string>, path: KeyPath, report: Report): void {
  const metric = reportUnknownMetric(rule.metric, [...path, 'metric'], report);
  rule.levels.forEach((level, index) => {
    checkComparison(level, metric, [...path, 'levels', index], report);
  });
  rule.onlyIf.forEach((condition, index) => {
    checkCondition(condition, factorIds, [...path, 'onlyIf', index], report);
  });
}

function checkCondition(condition: Condition, factorIds: ReadonlySet<string>, path: KeyPath, report: Report): void {
  const { factor, metric } = condition;
  if ((factor === undefined) === (metric === undefined)) {
    report(path, { code: 'one_subject', parameters: {} });
    return;
  }
  if (factor !== undefined && !factorIds.has(factor)) {
    report([...path, 'factor'], { code: 'unknown_factor', parameters: { factor } });
  }
  const known = metric === undefined ? null : reportUnknownMetric(metric, [...path, 'metric'], report);
  checkComparison(condition, known, path, report);
}

function checkComparison(comparison: Comparison, metric: Metric | null, path: KeyPath, report: Report): void {
  const stated = statedComparison(comparison);
  if (stated === null) {
    report(path, { code: 'one_comparison', parameters: {} });
    return;
  }
  const kind = metric?.kind ?? 'number';
  const expected = kind === 'text' ? 'string' : kind;
  if (typeof stated.threshold !== expected) {
    report([...path, stated.key], { code: 'comparison_kind', parameters: { metric: metric?.id ?? 'factor', kind } });
  }
}

function checkSeverities(rule: WarningRule, path: KeyPath, report: Report): void {
  const seen = new Set<Severity>();
  rule.levels.forEach(({ severity }, index) => {
    if (seen.has(severity)) report([...path, index], { code: 'severity_twice', parameters: { severity } });
    seen.add(severity);
  });
  const levels = rule.levels.map(strictness);
  levels.forEach((level, index) => {
    for (const other of levels.slice(0, index)) {
      if (level === null || other === null || level.key !== other.key) continue;
      const [lighter, heavier] =
        SEVERITIES.indexOf(level.severity) < SEVERITIES.indexOf(other.severity) ? [level, other] : [other, level];
      if (heavier.strictness > lighter.strictness || heavier.severity === lighter.severity) continue;
      const parameters = { lighter: lighter.severity, heavier: heavier.severity };
      report([...path, index], { code: 'severity_order', parameters });
    }
  });
}

interface Strictness {
  readonly severity: Severity;
  readonly key: 'high' | 'low';
  /** The larger, the fewer customers the level catches. */
  readonly strictness: number;
}

function strictness(level: WarningRule['levels'][number]): Strictness | null {
  const { severity } = level;
  if ('countAtLeast' in level) return { severity, key: 'high', strictness: level.countAtLeast };
  if ('stepsAtLeast' in level) return { severity, key: 'high', strictness: level.stepsAtLeast };
  const high = level.atLeast ?? level.above;
  if (high !== undefined) return { severity, key: 'high', strictness: high };
  const low = level.atMost ?? level.below;
  return low === undefined ? null : { severity, key: 'low', strictness: -low };
}
