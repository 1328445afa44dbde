import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade, CompiledPolicy } from '../scorecard/compiled.ts';

/**
 * The grade's share of what the customer buys from us in a year (§3): our sales of 12 months, or for a company known
 * by its tax invoices alone the assumed part of all its purchases.
 * @returns null without a grade or any purchases
 */
export function turnover(facts: Facts, grade: CompiledGrade | null, policy: CompiledPolicy): Fen | null {
  if (grade === null) return null;
  const purchases = yearlyPurchases(facts, policy);
  return purchases === null ? null : Math.round(purchases * grade.purchasesShare);
}

function yearlyPurchases({ ledger, tax }: Facts, policy: CompiledPolicy): number | null {
  if (ledger !== null && ledger.sales12mFen > 0) return ledger.sales12mFen;
  if (tax !== null && tax.purchases12mFen > 0) return tax.purchases12mFen * policy.policy.limits.assumedPurchaseShare;
  return null;
}
