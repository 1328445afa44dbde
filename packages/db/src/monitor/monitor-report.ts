import type { AuditAnchor } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';

/** What one monitor run did; the fields of `monitor --json`. */
export interface MonitorReport {
  readonly asOf: Day;
  readonly policy: string;
  readonly policyHash: string;
  /** All customers, and how many of them were looked at in this run. */
  readonly customers: number;
  readonly scored: number;
  /** Assessments that differ from the one before and were stored. */
  readonly changed: number;
  /** All customers by the grade they have now. */
  readonly grades: Readonly<Record<string, number>>;
  /** Customers about whom too little is known for a grade. */
  readonly insufficientData: number;
  /** Warnings that were not in their cool-down. */
  readonly warnings: number;
  readonly alertsOpened: number;
  /** Unanswered alerts that new warnings joined. */
  readonly alertsRaised: number;
  /** A run for a day before the latest one only looks: it stores nothing and alerts nobody. */
  readonly stored: boolean;
  readonly durationMs: number;
  /** The end of the audit trail after the run; null when it stored nothing. Kept in a log it is an anchor. */
  readonly auditHead: AuditAnchor | null;
}

/** A run that was refused; nothing was changed. */
export class MonitorRefused extends Error {
  readonly code: 'already_running';
  /** Since when the other run has been going on. */
  readonly since: Date | null;

  constructor(code: 'already_running', since: Date | null) {
    super(`another monitor run is in progress${since === null ? '' : ` since ${since.toISOString()}`}`);
    this.name = 'MonitorRefused';
    this.code = code;
    this.since = since;
  }
}
