import type { Responsibility } from '../roles/roles.ts';
import type { FeedbackFormId, Severity } from '../warnings/warning.ts';

/** The life of an alert (§8). */
export const ALERT_STATES = ['open', 'answered', 'returned', 'accepted', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What people do to an alert; what the monitor does is no step of a person. */
export const ALERT_STEPS = ['submit_feedback', 'accept', 'return', 'close'] as const;
export type AlertStepKind = (typeof ALERT_STEPS)[number];

/** The latest thing that somebody did: what a person who comes too late is told. */
export interface AlertStep {
  readonly kind: AlertStepKind;
  /** Code of the member of staff. */
  readonly by: string;
  readonly at: Date;
}

/** What decides about the next step of an alert; stored by compare-and-set on `version`. */
export interface Alert {
  readonly state: AlertState;
  readonly version: number;
  readonly severity: Severity;
  /** When the feedback is due; of no meaning once answered, accepted or closed. */
  readonly dueAt: Date;
  /** Forms that its warnings ask for, each once. */
  readonly forms: readonly FeedbackFormId[];
  readonly responsibility: Responsibility;
  /** Revision of the latest answer; 0: none yet. */
  readonly revision: number;
  /** How many reviews there were: accepted, returned or closed. */
  readonly reviews: number;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  /** null: nobody has done anything yet. */
  readonly latest: AlertStep | null;
}

/**
 * Answers and reviews so far. It grows with everything a person does and with nothing else, so that a review which was
 * begun before somebody else's step is noticed, while a reminder or a new warning disturbs nobody.
 */
export function stepsOf(alert: Pick<Alert, 'revision' | 'reviews'>): number {
  return alert.revision + alert.reviews;
}
