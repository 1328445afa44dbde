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
