import type { Facts } from '../facts/facts.ts';
import { expectedLoss } from '../limits/expected-loss.ts';
import { recommendLimit } from '../limits/recommend-limit.ts';
import { recommendTerms } from '../limits/terms.ts';
import type { Assessment, CapResult } from './assessment.ts';
import type { CompiledGrade, CompiledPolicy } from './compiled.ts';
import { explain } from './reasons.ts';
import { scoreFactors } from './score-factors.ts';
import { staleSources } from './stale.ts';

/**
 * Scores one customer: a pure function of facts and policy, so that a replay gives the same bytes.
 * Never fails for lack of data: what is missing costs confidence, and too little of it makes the outcome
 * `insufficient_data`, without grade, limit and terms.
 */
export function assess(facts: Facts, policy: CompiledPolicy): Assessment {
  const stale = staleSources(facts, policy.freshness);
  const { factors, score, confidence } = scoreFactors(facts, policy, stale);
  const graded = confidence >= policy.insufficientBelow;
  const caps: CapResult[] = [];
  // Compiled caps are sorted, the strictest first: so are those that hold.
  let worstRank = 0;
  for (const cap of policy.caps) {
    const found = cap.find(facts, factors);
    if (found === null) continue;
    caps.push({ id: cap.id, grade: cap.grade, metric: found.metric, value: found.value });
    if (cap.rank > worstRank) worstRank = cap.rank;
  }
  const uncapped = graded ? gradeOfScore(score, policy.grades) : null;
  const grade = uncapped !== null && worstRank > uncapped.rank ? (policy.grades[worstRank] ?? uncapped) : uncapped;
  const terms = recommendTerms(facts, grade, policy.policy.terms);
  return {
    customerCode: facts.customer.code,
    asOf: facts.asOf,
    policyId: policy.id,
    policyHash: policy.hash,
    outcome: graded ? 'graded' : 'insufficient_data',
    score,
    grade: grade === null ? null : grade.grade,
    gradeBeforeCaps: uncapped === null ? null : uncapped.grade,
    tier: grade === null ? null : grade.tier,
    confidence,
    factors,
    caps,
    reasons: explain(factors, caps, uncapped, stale, policy),
    stale,
    limit: recommendLimit(facts, grade, policy),
    terms,
    expectedLoss: expectedLoss(facts, grade, policy.policy.limits.lossGivenDefault),
  };
}

/** The grade whose half-open band holds the score; the last one takes everything below. */
function gradeOfScore(score: number, grades: readonly CompiledGrade[]): CompiledGrade | null {
  for (const grade of grades) if (score >= grade.from) return grade;
  return grades.at(-1) ?? null;
}
