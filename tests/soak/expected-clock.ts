import { afterWorkingDays, afterWorkingHours, HOURS_A_DAY } from './calendar.ts';
import type { Severity } from './chronicle.ts';

/** The part of the policy file that says what silence leads to. */
export interface FeedbackRules {
  readonly deadlines: Readonly<Record<Severity, { readonly workingHours: number } | { readonly workingDays: number }>>;
  readonly reminders: readonly number[];
  readonly escalation: readonly { readonly afterWorkingHours: number; readonly to: string }[];
  readonly holdNewCreditAfter: readonly string[];
}

/** What the policy says shall happen at a moment to an alert that nobody answers. */
export interface ExpectedStep {
  readonly step: string;
  readonly at: number;
  readonly audience: string;
}

/** When an answer is due. */
export function expectedDeadline(severity: Severity, from: number, rules: FeedbackRules): number {
  const allowed = rules.deadlines[severity];
  return 'workingHours' in allowed
    ? afterWorkingHours(from, allowed.workingHours)
    : afterWorkingDays(from, allowed.workingDays);
}

/**
 * The steps of an alert that got worse at a moment: what was still to come does so at the earlier of its old moment and
 * that of a clock that starts now; what has come stays. A hold comes with the last escalation at the latest, and at once
 * where that is past.
 */
export function tightenedSteps(
  steps: readonly ExpectedStep[],
  severity: Severity,
  at: number,
  rules: FeedbackRules,
): ExpectedStep[] {
  const fresh = new Map(expectedSteps(severity, at, rules).map((step) => [step.step, step]));
  const kept = steps
    .filter(({ step }) => step !== 'hold')
    .map((step) => (step.at <= at ? step : { ...step, at: Math.min(step.at, fresh.get(step.step)?.at ?? step.at) }));
  const known = steps.find(({ step }) => step === 'hold');
  if (known !== undefined && known.at <= at) return [...kept, known];
  const hold = fresh.get('hold') ?? known;
  if (hold === undefined) return kept;
  const climbed = kept.findLast(({ step }) => step.startsWith('escalation'))?.at;
  const moments = [hold.at, known?.at ?? hold.at, climbed === undefined ? hold.at : Math.max(at, climbed)];
  return [...kept, { ...hold, at: Math.min(...moments) }];
}

/** Reminders at their shares of the time, escalations after the deadline, then the hold. */
export function expectedSteps(severity: Severity, from: number, rules: FeedbackRules): ExpectedStep[] {
  const due = expectedDeadline(severity, from, rules);
  const allowed = rules.deadlines[severity];
  const hours = 'workingHours' in allowed ? allowed.workingHours : allowed.workingDays * HOURS_A_DAY;
  const steps: ExpectedStep[] = rules.reminders.map((share, index) => ({
    step: `reminder_${index + 1}`,
    at: share === 1 ? due : afterWorkingHours(from, hours * share),
    audience: 'owner',
  }));
  for (const [index, { afterWorkingHours: later, to }] of rules.escalation.entries()) {
    const at = later === 0 ? due : afterWorkingHours(due, later);
    steps.push({ step: `escalation_${index + 1}`, at, audience: to });
  }
  const last = steps.at(-1)?.at ?? due;
  if (rules.holdNewCreditAfter.includes(severity)) steps.push({ step: 'hold', at: last, audience: 'owner' });
  return steps;
}
