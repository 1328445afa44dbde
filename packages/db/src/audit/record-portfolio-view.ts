import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { appendAudit } from './append-audit.ts';

/** Records a look at the figures over all customers. @param view what they were broken down by */
export async function recordPortfolioView(
  database: Database,
  origin: AuditOrigin,
  view: string,
  at: Date,
): Promise<void> {
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      ...origin,
      action: 'portfolio_viewed',
      subjectKind: 'portfolio',
      subjectId: 'all',
      after: { view },
      at,
    }),
  );
}
