import type { Facts } from '../facts/facts.ts';
import type { ExpectedLoss } from '../scorecard/assessment.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';

/**
 * EL = PD × LGD × EAD, PD by grade and EAD the exposure on the day (§3), rounded to fen.
 * @returns null without a grade or a ledger
 */
export function expectedLoss(facts: Facts, grade: CompiledGrade | null, lossGivenDefault: number): ExpectedLoss | null {
  if (grade === null || facts.ledger === null) return null;
  const exposureAtDefaultFen = facts.ledger.exposureFen;
  return {
    probabilityOfDefault: grade.probabilityOfDefault,
    lossGivenDefault,
    exposureAtDefaultFen,
    expectedLossFen: Math.round(grade.probabilityOfDefault * lossGivenDefault * exposureAtDefaultFen),
  };
}
