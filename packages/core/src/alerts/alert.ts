import type { Responsibility } from '../roles/roles.ts';
import type { FeedbackFormId, Severity } from '../warnings/warning.ts';

/** The life of an alert (§8). */
export const ALERT_STATES = ['open', 'answered', 'returned', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What decides about the next step of an alert; stored by compare-and-set on `version`. */
export interface Alert {
  readonly state: AlertState;
  readonly version: number;
  readonly severity: Severity;
  /** When the feedback is due; of no meaning once answered or closed. */
  readonly dueAt: Date;
  /** Forms that its warnings ask for, each once. */
  readonly forms: readonly FeedbackFormId[];
  readonly responsibility: Responsibility;
  /** Revision of the latest answer; 0: none yet. */
  readonly revision: number;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
}
