import type { Statement } from '../book.ts';

/** The amounts of a statement in the order of PRODUCT §4, and how to read them. */
const AMOUNTS: readonly (readonly [column: string, read: (statement: Statement) => number])[] = [
  ['total_assets', (statement) => statement.totalAssetsFen],
  ['current_assets', (statement) => statement.currentAssetsFen],
  ['cash', (statement) => statement.cashFen],
  ['inventory', (statement) => statement.inventoryFen],
  ['receivables', (statement) => statement.receivablesFen],
  ['total_liabilities', (statement) => statement.totalLiabilitiesFen],
  ['current_liabilities', (statement) => statement.currentLiabilitiesFen],
  ['short_term_debt', (statement) => statement.shortTermDebtFen],
  ['total_debt', (statement) => statement.totalDebtFen],
  ['new_debt_12m', (statement) => statement.newDebt12mFen],
  ['equity', (statement) => statement.equityFen],
  ['retained_earnings', (statement) => statement.retainedEarningsFen],
  ['revenue', (statement) => statement.revenueFen],
  ['net_profit', (statement) => statement.netProfitFen],
  ['ebit', (statement) => statement.ebitFen],
  ['operating_cash_flow', (statement) => statement.operatingCashFlowFen],
];

export const STATEMENT_AMOUNT_COLUMNS = AMOUNTS.map(([column]) => column);

export function statementAmountsFen(statement: Statement): number[] {
  return AMOUNTS.map(([, read]) => read(statement));
}
