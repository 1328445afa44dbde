import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';

/** The most the policy gives a grade (§3). */
export function ceiling(_facts: Facts, grade: CompiledGrade | null): Fen | null {
  return grade === null ? null : grade.ceilingFen;
}
