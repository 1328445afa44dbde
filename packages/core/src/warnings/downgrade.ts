import type { DowngradeRule } from '../policy/warning-schema.ts';
import type { CompiledWarningRule } from './finding.ts';
import { compareSeverity } from './warning.ts';

/**
 * The grade fell since the last assessment (R40); a grade that the scale no longer has is not compared. Where the policy
 * was revised in between, the finding says so: a stricter policy must not read like news of the customer.
 */
export function compileDowngrade(
  rule: DowngradeRule,
  rankOf: ReadonlyMap<string, number>,
): CompiledWarningRule['find'] {
  const levels = [...rule.levels].sort((a, b) => compareSeverity(b.severity, a.severity));
  return (_facts, before, after) => {
    if (before === null || before.grade === null || after.grade === null) return null;
    const rankBefore = rankOf.get(before.grade);
    const rankAfter = rankOf.get(after.grade);
    if (rankBefore === undefined || rankAfter === undefined) return null;
    const revised = before.policyHash !== undefined && before.policyHash !== after.policyHash;
    for (const level of levels) {
      if (rankAfter - rankBefore < level.stepsAtLeast) continue;
      return {
        severity: level.severity,
        evidence: {
          kind: 'downgrade',
          before: before.grade,
          after: after.grade,
          beforeOn: before.asOf,
          scoreBefore: before.score,
          scoreAfter: after.score,
          ...(revised ? { policyChanged: true } : {}),
        },
      };
    }
    return null;
  };
}
