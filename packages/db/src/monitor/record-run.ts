import { type AuditAnchor, type AuditOrigin, type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { appendAudits } from '../audit/append-audit.ts';
import type { MonitorReport } from './monitor-report.ts';

export interface RunToRecord {
  readonly full: boolean;
  /** Whether no run before used this policy. */
  readonly firstUse: boolean;
  /** Who asked for it; undefined: the schedule. */
  readonly origin: AuditOrigin | undefined;
  /** What the run found out besides; entered before the run itself. */
  readonly alsoRecord: readonly NewAuditEntry[];
}

/**
 * Keeps what a run did, and enters it, and the policy's first use, into the audit trail: last in the run's transaction.
 * @returns the end of the audit trail after it
 */
export async function recordRun(
  writer: pg.PoolClient,
  report: MonitorReport,
  { full, firstUse, origin = { actor: SYSTEM, surface: 'job' }, alsoRecord }: RunToRecord,
): Promise<AuditAnchor | null> {
  const { asOf, policy, policyHash, customers, scored, changed, warnings, alertsOpened, alertsRaised } = report;
  const { rows } = await writer.query<{ id: string }>(
    `insert into monitor_runs (policy_hash, as_of, started_at, finished_at, "full", customers, scored, changed, warnings, alerts_opened)
     values ($1, $2, clock_timestamp() - $3 * interval '1 millisecond', clock_timestamp(), $4, $5, $6, $7, $8, $9)
     returning id::text`,
    [policyHash, asOf, report.durationMs, full, customers, scored, changed, warnings, alertsOpened],
  );
  const run: NewAuditEntry = {
    ...origin,
    action: 'monitor_run',
    subjectKind: 'monitor_run',
    subjectId: rows[0]?.id ?? '',
    after: { asOf, policyHash, full, customers, scored, changed, warnings, alertsOpened, alertsRaised },
  };
  const use: NewAuditEntry = {
    ...origin,
    action: 'policy_first_used',
    subjectKind: 'policy',
    subjectId: policyHash,
    after: { policy, asOf },
  };
  return appendAudits(writer, [...alsoRecord, ...(firstUse ? [use, run] : [run])]);
}
