import type { Fen } from '../../money/fen.ts';
import type { Facts, StatementFacts } from '../facts.ts';
import { totalLiabilities } from './statement-ratios.ts';

/** A difference of profits that is small beside what was sold is rounding and year-end entries, however small the profit. */
const IMMATERIAL_SHARE_OF_REVENUE = 0.01;

/**
 * How far the sources of the latest period are apart (R5): of total assets, liabilities, revenue and net profit the
 * largest |difference| to the statement that counts, as a share of the larger of the two amounts; a profit against a loss
 * is more than 1. Flows of periods of different length are not compared.
 * @returns null where no second source states any of them
 */
export function statementDisagreement({ statement, otherStatements = [] }: Facts): number | null {
  if (statement === null) return null;
  let largest: number | null = null;
  for (const other of otherStatements) {
    for (const difference of differences(statement, other)) {
      if (difference !== null && (largest === null || difference > largest)) largest = difference;
    }
  }
  return largest;
}

function differences(one: StatementFacts, other: StatementFacts): (number | null)[] {
  const balances = [
    apart(one.totalAssetsFen, other.totalAssetsFen),
    apart(totalLiabilities(one), totalLiabilities(other)),
  ];
  if (one.months !== other.months) return balances;
  const revenueFen = Math.max(one.revenueFen ?? 0, other.revenueFen ?? 0);
  return [
    ...balances,
    apart(one.revenueFen, other.revenueFen),
    apart(one.netProfitFen, other.netProfitFen, revenueFen * IMMATERIAL_SHARE_OF_REVENUE),
  ];
}

/** |Difference| / the larger amount; null when either is unknown. @param immaterialFen differences up to it count as none */
function apart(one: Fen | null, other: Fen | null, immaterialFen = 0): number | null {
  if (one === null || other === null) return null;
  const difference = Math.abs(one - other);
  return difference <= immaterialFen ? 0 : difference / Math.max(Math.abs(one), Math.abs(other));
}
