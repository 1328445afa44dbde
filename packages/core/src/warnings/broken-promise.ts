import { daysBetween } from '../day/day.ts';
import type { BrokenPromiseRule } from '../policy/warning-schema.ts';
import type { CompiledWarningRule } from './finding.ts';
import { compareSeverity } from './warning.ts';

/** Promises that the evidence holds; the latest ones. */
const PROMISES_SHOWN = 10;

/**
 * A promise to pay turned out broken since the customer was last assessed (R45); how many were broken within the
 * rule's days decides the severity.
 */
export function compileBrokenPromise(rule: BrokenPromiseRule): CompiledWarningRule['find'] {
  const levels = [...rule.levels].sort((a, b) => compareSeverity(b.severity, a.severity));
  return (facts, before) => {
    const history = facts.promises.history ?? [];
    const broken = history.filter(
      ({ state, dueOn }) => state === 'broken' && daysBetween(dueOn, facts.asOf) <= rule.withinDays,
    );
    // By what was known then, not by days: money may be entered late, or be taken back long after.
    const known = new Set(before?.brokenPromises);
    const latest = broken.filter(({ id }) => !known.has(id)).at(-1);
    if (latest === undefined) return null;
    for (const { severity, countAtLeast } of levels) {
      if (broken.length < countAtLeast) continue;
      const { dueOn, amountFen, paidFen } = latest;
      return {
        severity,
        evidence: {
          kind: 'broken_promise',
          dueOn,
          amountFen,
          paidFen,
          count: broken.length,
          withinDays: rule.withinDays,
          history: history.slice(-PROMISES_SHOWN),
        },
      };
    }
    return null;
  };
}
