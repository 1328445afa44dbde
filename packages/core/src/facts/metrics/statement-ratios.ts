import type { Fen } from '../../money/fen.ts';
import type { StatementFacts } from '../facts.ts';
import { quotient } from './metric.ts';

/** A flow of the statement's period stretched to 12 months, so that a half-year compares with a balance. */
export function yearlyFlow(statement: StatementFacts, flow: Fen | null): number | null {
  if (flow === null || statement.months <= 0) return null;
  return statement.months === 12 ? flow : (flow * 12) / statement.months;
}

/** Liabilities / assets (R29); liabilities are assets less equity where only equity is stated. */
export function debtRatio(statement: StatementFacts): number | null {
  return quotient(totalLiabilities(statement), statement.totalAssetsFen);
}

export function totalLiabilities(statement: StatementFacts): Fen | null {
  if (statement.totalLiabilitiesFen !== null) return statement.totalLiabilitiesFen;
  return statement.totalAssetsFen === null || statement.equityFen === null
    ? null
    : statement.totalAssetsFen - statement.equityFen;
}

/** Equity, or assets less liabilities; statements as imported state no intangible assets to take off. */
export function tangibleNetWorth(statement: StatementFacts): Fen | null {
  if (statement.equityFen !== null) return statement.equityFen;
  return statement.totalAssetsFen === null || statement.totalLiabilitiesFen === null
    ? null
    : statement.totalAssetsFen - statement.totalLiabilitiesFen;
}

/** Current assets / current liabilities. */
export function currentRatio(statement: StatementFacts): number | null {
  return quotient(statement.currentAssetsFen, statement.currentLiabilitiesFen);
}

/** (Current assets − inventory) / current liabilities. */
export function quickRatio(statement: StatementFacts): number | null {
  const { currentAssetsFen, inventoryFen } = statement;
  if (currentAssetsFen === null || inventoryFen === null) return null;
  return quotient(currentAssetsFen - inventoryFen, statement.currentLiabilitiesFen);
}

/** Net profit / revenue. */
export function netMargin(statement: StatementFacts): number | null {
  return quotient(statement.netProfitFen, statement.revenueFen);
}

/** Yearly revenue / the given receivables. */
export function turnoverOn(statement: StatementFacts, receivablesFen: number | null): number | null {
  return quotient(yearlyFlow(statement, statement.revenueFen), receivablesFen);
}
