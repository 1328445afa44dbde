import type { Fen } from '../money/fen.ts';
import { SEVERITIES, type Severity } from '../warnings/warning.ts';

/** How people learn of an alert: by a message of its own, in a summary of many, or in the digest of the day. */
export const WAYS_OF_TELLING = ['own', 'bundle', 'digest'] as const;
export type WayOfTelling = (typeof WAYS_OF_TELLING)[number];

/** Something that one place is to be told: an alert that was opened, or one that got worse. */
export interface Notice {
  readonly alertId: string;
  /** The channel or the person; notices of one place count together. */
  readonly place: string;
  readonly severity: Severity;
  readonly exposureFen: Fen;
  /** What the place was told of the alert before; null: nothing. */
  readonly before: { readonly severity: Severity; readonly way: WayOfTelling } | null;
}

/** 0 for the lightest severity. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

type Ordered = Pick<Notice, 'severity' | 'exposureFen' | 'alertId'>;

/** The most exposed first; then the heavier, then the earlier alert. */
export function byExposure(one: Ordered, other: Ordered): number {
  return (
    other.exposureFen - one.exposureFen ||
    severityRank(other.severity) - severityRank(one.severity) ||
    Number(one.alertId) - Number(other.alertId)
  );
}

/** The heaviest first; then the more exposed. */
export function bySeverity(one: Ordered, other: Ordered): number {
  return severityRank(other.severity) - severityRank(one.severity) || byExposure(one, other);
}
