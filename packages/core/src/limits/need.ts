import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';

/** Sales of twelve months are spread over so many days. */
export const DAYS_PER_YEAR = 365;

/**
 * What the customer needs to keep buying as it does: annual credit sales × (terms + days beyond terms) / 365 (§3).
 * Terms are the agreed ones, else those its invoices show, else those of its grade.
 * @returns null without sales or terms
 */
export function need({ customer, ledger }: Facts, grade: CompiledGrade | null): Fen | null {
  if (ledger === null || ledger.sales12mFen <= 0) return null;
  const terms = customer.termDays ?? ledger.averageTermDays ?? (grade === null ? null : grade.termDays);
  if (terms === null) return null;
  const days = terms + (ledger.daysBeyondTerms ?? 0);
  return days <= 0 ? 0 : Math.round((ledger.sales12mFen * days) / DAYS_PER_YEAR);
}
