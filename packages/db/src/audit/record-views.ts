import type { AuditOrigin, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { appendAudits } from './append-audit.ts';

/** One look at one customer. */
export interface CustomerView {
  readonly customerCode: string;
  /** `details`: exposure, aging and reasons were shown; `grade`: only what everybody may see. */
  readonly view: 'details' | 'grade';
  /** Day and number of the assessment that was shown; null: none, or one that is not stored. */
  readonly asOf: Day | null;
  readonly assessment: string | null;
}

/**
 * Records looks at customers. Call it before showing anything: what cannot be recorded is not shown.
 * @throws the driver's error when the database refuses
 */
export async function recordViews(
  database: Database,
  origin: AuditOrigin,
  views: readonly CustomerView[],
  at?: Date,
): Promise<void> {
  if (views.length === 0) return;
  await withinTransaction(database, (transaction) =>
    appendAudits(
      transaction,
      views.map((view) => viewEntry(origin, view, at)),
    ),
  );
}

/** The entry of one look. */
export function viewEntry(
  origin: AuditOrigin,
  { customerCode, view, asOf, assessment }: CustomerView,
  at?: Date,
): NewAuditEntry {
  return {
    ...origin,
    action: 'customer_viewed',
    subjectKind: 'customer',
    subjectId: customerCode,
    after: { view, asOf, assessment },
    ...(at === undefined ? {} : { at }),
  };
}
