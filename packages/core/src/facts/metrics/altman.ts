import type { StatementFacts } from '../facts.ts';
import { tangibleNetWorth, totalLiabilities, yearlyFlow } from './statement-ratios.ts';

/**
 * Altman Z″ (1995, for private and non-manufacturing companies) without the emerging-market constant:
 * 6.56·working capital/assets + 3.26·retained earnings/assets + 6.72·EBIT/assets + 1.05·equity/liabilities (§3).
 * @returns null when a term is unknown or assets or liabilities are not above zero
 */
export function altmanZ2(statement: StatementFacts): number | null {
  const assets = statement.totalAssetsFen;
  const liabilities = totalLiabilities(statement);
  const equity = tangibleNetWorth(statement);
  const ebit = yearlyFlow(statement, statement.ebitFen);
  const { currentAssetsFen, currentLiabilitiesFen, retainedEarningsFen } = statement;
  if (assets === null || assets <= 0 || liabilities === null || liabilities <= 0) return null;
  if (equity === null || ebit === null || retainedEarningsFen === null) return null;
  if (currentAssetsFen === null || currentLiabilitiesFen === null) return null;
  return (
    (6.56 * (currentAssetsFen - currentLiabilitiesFen) + 3.26 * retainedEarningsFen + 6.72 * ebit) / assets +
    (1.05 * equity) / liabilities
  );
}
