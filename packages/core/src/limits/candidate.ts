import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade, CompiledPolicy } from '../scorecard/compiled.ts';

/** One way to a limit (§3). @returns fen, not below 0; null when it cannot be computed from what is known */
export type LimitCandidate = (facts: Facts, grade: CompiledGrade | null, policy: CompiledPolicy) => Fen | null;

export const DAYS_PER_YEAR = 365;
