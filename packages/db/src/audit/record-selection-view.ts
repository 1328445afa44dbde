import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import type { DimensionFilter } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { appendAudit } from './append-audit.ts';

/** What was looked at. */
export interface SelectionView {
  readonly scope: PortfolioScope;
  readonly filters: readonly DimensionFilter[];
  /** What the figures were broken down by, or how customers were listed. */
  readonly view: Readonly<Record<string, string | number | boolean>>;
}

/** Records a look at the figures or the list of some customers; `exported`: as a file, which is an export. */
export async function recordSelectionView(
  database: Database,
  origin: AuditOrigin,
  { scope, filters, view }: SelectionView,
  at: Date,
  exported = false,
): Promise<void> {
  const of = scope.kind === 'all' ? 'all' : `${scope.kind}:${scope.staffCode}`;
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      ...origin,
      action: exported ? 'data_exported' : 'portfolio_viewed',
      subjectKind: exported ? 'export' : 'portfolio',
      subjectId: exported ? 'portfolio' : of,
      after: { ...view, of, filters },
      at,
    }),
  );
}
