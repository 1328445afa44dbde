import type { Facts } from '../facts/facts.ts';
import { tangibleNetWorth } from '../facts/metrics/statement-ratios.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';

/** What the customer can bear: the grade's share of its tangible net worth (§3); null without a grade or statement. */
export function strength({ statement }: Facts, grade: CompiledGrade | null): Fen | null {
  if (grade === null || statement === null) return null;
  const netWorth = tangibleNetWorth(statement);
  return netWorth === null ? null : Math.max(0, Math.round(netWorth * grade.netWorthShare));
}
