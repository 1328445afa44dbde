import type { Facts } from '../facts/facts.ts';
import type { Assessment } from '../scorecard/assessment.ts';
import type { CompiledPolicy } from '../scorecard/compiled.ts';
import type { PreviousResult } from './finding.ts';
import { compareSeverity, type Warning } from './warning.ts';

/**
 * Applies every warning rule of the policy.
 * @param before the assessment before this one; null for the first: nothing can have got worse yet
 * @param after the assessment of `facts`
 * @returns at most one warning per rule, the heaviest severity first, then in the order of the policy
 */
export function detect(
  before: PreviousResult | null,
  facts: Facts,
  after: Assessment,
  policy: CompiledPolicy,
): Warning[] {
  const warnings: Warning[] = [];
  for (const { rule, find } of policy.warnings) {
    const found = find(facts, before, after);
    if (found === null) continue;
    const { id: ruleId, type, form, coolDownDays } = rule;
    warnings.push({ ruleId, severity: found.severity, type, form, coolDownDays, evidence: found.evidence });
  }
  return warnings.sort((a, b) => compareSeverity(b.severity, a.severity));
}
