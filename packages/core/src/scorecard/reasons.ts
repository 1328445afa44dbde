import type { CapResult, FactorResult, Reason, StaleSource } from './assessment.ts';
import type { CompiledGrade, CompiledPolicy } from './compiled.ts';

/** A cap outweighs all points that can be lost; the further down it holds the grade, the more. */
const CAP_WEIGHT = 100;

/**
 * Why the result is what it is, the heaviest first: caps that hold the grade below what the score gives, points lost
 * on factors, points not given for lack of data, and sources too old (weighed by the confidence they cost, 0–100).
 */
export function explain(
  factors: readonly FactorResult[],
  caps: readonly CapResult[],
  uncapped: CompiledGrade | null,
  stale: readonly StaleSource[],
  policy: CompiledPolicy,
): Reason[] {
  const reasons: Reason[] = [];
  if (uncapped !== null) {
    for (const cap of caps) {
      const rank = policy.rankOf.get(cap.grade) ?? 0;
      if (rank > uncapped.rank) insert(reasons, { kind: 'cap', id: cap.id, weight: CAP_WEIGHT + rank });
    }
  }
  for (const factor of factors) {
    const lost = factor.maximumPoints - factor.points;
    if (lost <= 0) continue;
    insert(reasons, { kind: factor.missing ? 'missing' : 'factor', id: factor.id, weight: Math.round(lost * 10) / 10 });
  }
  for (const { source } of stale) {
    const weight = Math.round(confidenceLost(source, factors, policy) * 1000) / 10;
    insert(reasons, { kind: 'stale', id: source, weight });
  }
  return reasons;
}

function confidenceLost(source: string, factors: readonly FactorResult[], policy: CompiledPolicy): number {
  let lost = 0;
  for (let index = 0; index < factors.length; index += 1) {
    const factor = factors[index];
    if (factor === undefined || factor.missing || factor.source !== source) continue;
    lost += (policy.factors[index]?.confidence ?? 0) * policy.staleShare;
  }
  return lost;
}

/** Keeps the list sorted by falling weight; equal weights keep the order of the policy. */
function insert(reasons: Reason[], reason: Reason): void {
  let place = reasons.length;
  reasons.push(reason);
  while (place > 0) {
    const before = reasons[place - 1];
    if (before === undefined || before.weight >= reason.weight) break;
    reasons[place] = before;
    place -= 1;
  }
  reasons[place] = reason;
}
