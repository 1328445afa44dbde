import { addDays, type Day, daysBetween } from '../day/day.ts';

/** confirmed: it happened in time; false_alarm: its time is over and it did not; undecided: neither yet. */
export const OUTCOMES = ['confirmed', 'false_alarm', 'undecided'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A prediction on the day it is graded, and what the ledger shows of it. */
export interface Observation {
  readonly madeOn: Day;
  readonly withinDays: number;
  /** Nothing that happened, or became known, later may be used. */
  readonly gradedOn: Day;
  /** Whether there is anything to measure at all. */
  readonly measurable: boolean;
  /** First days on which it came true, each of a kind: `overdue`, or the kind of event. */
  readonly happenings: readonly { readonly what: string; readonly on: Day }[];
}

export interface GradedPrediction {
  readonly outcome: Outcome;
  /** Of a confirmed one: the first thing that happened. */
  readonly happening: { readonly what: string; readonly on: Day } | null;
  /** Days from the warning to it; 0: it was so already when the warning was given. */
  readonly leadDays: number | null;
}

/** Grades one prediction as of a day (R42). Happenings outside its time do not count, whoever reports them. */
export function gradePrediction(observation: Observation): GradedPrediction {
  const { madeOn, withinDays, gradedOn, measurable, happenings } = observation;
  const lastDay = addDays(madeOn, withinDays);
  let first: GradedPrediction['happening'] = null;
  for (const happening of happenings) {
    if (happening.on < madeOn || happening.on > lastDay || happening.on > gradedOn) continue;
    if (first === null || happening.on < first.on) first = happening;
  }
  if (first !== null) return { outcome: 'confirmed', happening: first, leadDays: daysBetween(madeOn, first.on) };
  const outcome = measurable && gradedOn >= lastDay ? 'false_alarm' : 'undecided';
  return { outcome, happening: null, leadDays: null };
}

/** Share of the decided alerts that came true; null: none was decided. */
export function precisionOf(confirmed: number, falseAlarms: number): number | null {
  return ratio(confirmed, confirmed + falseAlarms);
}

/** A share; null where there is nothing to take a share of. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
