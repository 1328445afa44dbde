import type { Report } from '../problem.ts';
import type { Policy } from '../schema.ts';
import { reportDuplicates } from './ids.ts';
import { findIntervalFaults, formatEnd } from './intervals.ts';

/** The scale covers every score once, best grade first, and every part that goes by grade names each grade. */
export function checkScale(policy: Policy, report: Report): void {
  const { scale } = policy;
  reportDuplicates(
    scale.map((grade) => grade.grade),
    (index) => ['scale', index, 'grade'],
    report,
  );
  for (const fault of findIntervalFaults(scale)) {
    const parameters = { from: formatEnd(fault.from), to: formatEnd(fault.to) };
    report(['scale', fault.index], { code: fault.kind === 'gap' ? 'scale_gap' : 'scale_overlap', parameters });
  }
  scale.forEach((grade, index) => {
    const better = scale[index - 1];
    if (better !== undefined && (grade.from ?? -1) >= (better.from ?? -1)) {
      report(['scale', index], { code: 'scale_order', parameters: { grade: grade.grade } });
    }
    if (!Object.hasOwn(policy.tiers, grade.tier)) {
      const known = Object.keys(policy.tiers).join(', ');
      report(['scale', index, 'tier'], { code: 'unknown_tier', parameters: { tier: grade.tier, known } });
    }
  });
  checkByGrade(policy, ['limits', 'byGrade'], policy.limits.byGrade, report);
  checkByGrade(policy, ['terms', 'daysByGrade'], policy.terms.daysByGrade, report);
  checkByGrade(policy, ['monitoring', 'byGrade'], policy.monitoring.byGrade, report);
  policy.caps.forEach((cap, index) => {
    reportUnknownGrade(policy, cap.grade, ['caps', index, 'grade'], report);
  });
}

function checkByGrade(
  policy: Policy,
  path: readonly string[],
  byGrade: Readonly<Record<string, unknown>>,
  report: Report,
): void {
  for (const grade of Object.keys(byGrade)) reportUnknownGrade(policy, grade, [...path, grade], report);
  for (const { grade } of policy.scale) {
    if (!Object.hasOwn(byGrade, grade)) report(path, { code: 'missing_grade', parameters: { grade } });
  }
}

function reportUnknownGrade(policy: Policy, grade: string, path: readonly (string | number)[], report: Report): void {
  if (policy.scale.some((known) => known.grade === grade)) return;
  const known = policy.scale.map((entry) => entry.grade).join(', ');
  report(path, { code: 'unknown_grade', parameters: { grade, known } });
}
