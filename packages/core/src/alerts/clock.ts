import { dueAt } from '../feedback/deadline.ts';
import { addWorkingTime, type WorkingCalendar, workingHoursPerDay } from '../feedback/working-time.ts';
import type { Policy } from '../policy/schema.ts';
import { compareSeverity, type Severity } from '../warnings/warning.ts';
import type { AlertState } from './alert.ts';

/** Whom silence reaches, one after the other: the chain that an unanswered alert climbs (§8). */
export const CLOCK_AUDIENCES = ['owner', 'manager', 'risk', 'executive'] as const;
export type ClockAudience = (typeof CLOCK_AUDIENCES)[number];

/** The step that puts new credit on hold. */
export const HOLD = 'hold';
/** The severity rose: told once for each severity that an alert has risen to. */
export type RiseStep = 'raised_orange' | 'raised_red';
/** Numbered in the order of the clock; each name comes once in a clock. */
export type ClockStepName = `reminder_${number}` | `escalation_${number}` | typeof HOLD | RiseStep;

/** Something that happens at a moment unless the alert has been answered by then. */
export interface ClockStep {
  readonly step: ClockStepName;
  readonly at: Date;
  /** Who is told. */
  readonly audience: ClockAudience;
}

/**
 * What happens to an alert that nobody answers, earliest first: reminders at the policy's shares of the time, then the
 * escalations so many working hours after the deadline, and with or after the last of them the hold on new credit,
 * where the policy wants one for the severity. Steps of the same moment keep that order.
 * @param startedAt when the alert was opened or returned, or, for what `tightenedClock` compares, got worse
 */
export function clockSteps(
  severity: Severity,
  startedAt: Date,
  policy: Pick<Policy, 'feedback'>,
  calendar: WorkingCalendar,
): ClockStep[] {
  const { feedback } = policy;
  const due = dueAt(severity, startedAt, policy, calendar);
  const deadline = feedback.deadlines[severity];
  const hours =
    'workingHours' in deadline ? deadline.workingHours : deadline.workingDays * workingHoursPerDay(calendar);
  const reminders = [...feedback.reminders]
    .sort((one, other) => one - other)
    .map((share, index): ClockStep => {
      const at = share === 1 ? due : addWorkingTime(startedAt, { hours: hours * share }, calendar);
      return { step: `reminder_${index + 1}`, at, audience: 'owner' };
    });
  const escalations = [...feedback.escalation]
    .sort((one, other) => one.afterWorkingHours - other.afterWorkingHours)
    .map(({ afterWorkingHours, to }, index): ClockStep => {
      // No time at all is the deadline itself, also when that is the last minute of a working day.
      const at = afterWorkingHours === 0 ? due : addWorkingTime(due, { hours: afterWorkingHours }, calendar);
      return { step: `escalation_${index + 1}`, at, audience: to };
    });
  const steps = [...reminders, ...escalations];
  if (!feedback.holdNewCreditAfter.includes(severity)) return steps;
  return [...steps, { step: HOLD, at: escalations.at(-1)?.at ?? due, audience: 'owner' }];
}

/** Whether a step tells somebody above sales that sales has been silent. */
export function isEscalation(step: ClockStepName): boolean {
  return step.startsWith('escalation_');
}

/** Whether a step tells that an alert got worse. */
export function isRise(step: ClockStepName): step is RiseStep {
  return step.startsWith('raised_');
}

/** The audience and those above it: who is told instead where nobody holds a place in the chain. */
export function upwardsFrom(audience: ClockAudience): readonly ClockAudience[] {
  return CLOCK_AUDIENCES.slice(CLOCK_AUDIENCES.indexOf(audience));
}

/**
 * What a change does to the clock: `restart` counts anew from the moment of the change, `tighten` lets every step come
 * at the earlier of its old and its new moment.
 */
export type ClockChange = 'stop' | 'restart' | 'tighten' | 'keep';

interface Timed {
  readonly state: AlertState;
  readonly severity: Severity;
}

/**
 * An answer or the end stops the clock; an answer that is owed again (returned, or made incomplete by new warnings)
 * restarts it; a heavier severity tightens it; anything else leaves it running.
 */
export function clockChange(before: Timed, after: Timed): ClockChange {
  if (!owesAnswer(after.state)) return 'stop';
  if (!owesAnswer(before.state)) return 'restart';
  return compareSeverity(after.severity, before.severity) > 0 ? 'tighten' : 'keep';
}

/** How far the clock of an alert has come. */
export interface RunningClock {
  /** The steps that are still to come, the next one first. */
  readonly ahead: readonly ClockStep[];
  /** Those that have come; none of them comes again. */
  readonly taken: ReadonlySet<ClockStepName>;
}

/**
 * The steps ahead of an alert that got worse: nothing comes later than it would have, had the alert not got worse, and
 * nothing later than in a clock that starts now. The hold that only the heavier severity has comes with the last
 * escalation where that is earlier; where the whole chain has been climbed in silence, at once.
 * @param heavier the whole clock of the heavier severity, started at `now`
 */
export function tightenedClock(
  { ahead, taken }: RunningClock,
  heavier: readonly ClockStep[],
  now: Date,
): readonly ClockStep[] {
  const known = new Map(ahead.map((step) => [step.step, step]));
  const fresh = new Set(heavier.map(({ step }) => step));
  const steps = [
    ...heavier
      .filter(({ step }) => known.has(step) || !taken.has(step))
      .map((step) => earlier(known.get(step.step) ?? step, step)),
    ...ahead.filter(({ step }) => !fresh.has(step)),
  ];
  const last = heavier.findLast(({ step }) => isEscalation(step))?.step;
  const kept = steps.find(({ step }) => step === last)?.at ?? now;
  const climbedAt = last === undefined ? null : kept < now ? now : kept;
  return steps
    .map((step) => (step.step === HOLD && climbedAt !== null ? earlier(step, { ...step, at: climbedAt }) : step))
    .sort(
      (one, other) => one.at.getTime() - other.at.getTime() || Number(one.step === HOLD) - Number(other.step === HOLD),
    );
}

function earlier(one: ClockStep, other: ClockStep): ClockStep {
  return other.at < one.at ? other : one;
}

function owesAnswer(state: AlertState): boolean {
  return state === 'open' || state === 'returned';
}
