import type { NoticeRules } from '../policy/notices-schema.ts';
import { bySeverity, type Notice } from './notice.ts';

/** A step of an alert's clock that is to be told to one place. */
export interface DueStep extends Pick<Notice, 'alertId' | 'place' | 'severity' | 'exposureFen'> {
  readonly stepId: string;
  /** The steps of a clock in their order. */
  readonly order: number;
  readonly dueAt: Date;
  /** Red is never bundled: such a step has a message of its own, however many there are. */
  readonly alone?: boolean;
}

/** Every step is in exactly one of the three. */
export interface StepPlan<S extends DueStep> {
  /** A message each. */
  readonly single: readonly S[];
  /** One message for all, the heaviest first. */
  readonly bundles: readonly { readonly place: string; readonly steps: readonly S[] }[];
  /** A later step of the same alert tells the same place: it says all that this one would. */
  readonly superseded: readonly S[];
}

/**
 * What a place is told of the steps that are due: of each alert the latest only; all in one message where they are
 * many, or where an outage held them up.
 */
export function bundleSteps<S extends DueStep>(due: readonly S[], rules: NoticeRules, now: Date): StepPlan<S> {
  const single: S[] = [];
  const bundles: { place: string; steps: S[] }[] = [];
  const superseded: S[] = [];
  for (const [place, steps] of Map.groupBy(due, (step) => step.place)) {
    const latest = latestOfEach(steps);
    superseded.push(...steps.filter((step) => !latest.includes(step)));
    const [alone, others] = [
      latest.filter((step) => step.alone === true),
      latest.filter((step) => step.alone !== true),
    ];
    single.push(...alone);
    const lateBefore = now.getTime() - rules.catchUpAfterMinutes * 60_000;
    const missed = others.some(({ dueAt }) => dueAt.getTime() < lateBefore);
    if (others.length > rules.bundleStepsAbove || (missed && others.length > 1)) {
      bundles.push({ place, steps: others.sort(bySeverity) });
    } else {
      single.push(...others);
    }
  }
  return { single, bundles, superseded };
}

function latestOfEach<S extends DueStep>(steps: readonly S[]): S[] {
  const latest = new Map<string, S>();
  for (const step of steps) {
    const known = latest.get(step.alertId);
    if (known === undefined || step.order > known.order) latest.set(step.alertId, step);
  }
  return [...latest.values()];
}
