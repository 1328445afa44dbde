import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { LimitCandidateId, LimitRecommendation } from '../scorecard/assessment.ts';
import type { CompiledGrade, CompiledPolicy } from '../scorecard/compiled.ts';
import { ceiling } from './ceiling.ts';
import { concentration } from './concentration.ts';
import { group } from './group.ts';
import { DAYS_PER_YEAR, need } from './need.ts';
import { strength } from './strength.ts';
import { turnover } from './turnover.ts';

type Candidate = LimitRecommendation['candidates'][number];

/**
 * The least of the candidates that could be computed, rounded down to the policy's step (§3). All are shown.
 * Without a grade there is no recommendation.
 */
export function recommendLimit(facts: Facts, grade: CompiledGrade | null, policy: CompiledPolicy): LimitRecommendation {
  const needed = need(facts, grade);
  const candidates: Candidate[] = [
    { id: 'need', fen: needed },
    { id: 'strength', fen: strength(facts, grade) },
    { id: 'turnover', fen: turnover(facts, grade, policy) },
    { id: 'ceiling', fen: ceiling(facts, grade) },
    { id: 'group', fen: group(facts) },
    { id: 'concentration', fen: concentration(facts, grade, policy) },
  ];
  if (grade === null) return { recommendedFen: null, binding: null, candidates, suggestion: null };
  let binding: LimitCandidateId | null = null;
  let least: Fen = Number.MAX_SAFE_INTEGER;
  for (const candidate of candidates) {
    if (candidate.fen === null || candidate.fen >= least) continue;
    least = candidate.fen;
    binding = candidate.id;
  }
  const recommendedFen = Math.floor(least / policy.limitStepFen) * policy.limitStepFen;
  return { recommendedFen, binding, candidates, suggestion: suggest(facts, needed, binding, recommendedFen, policy) };
}

/** What would close a gap between the need and the recommendation: terms that are still long enough, else security. */
function suggest(
  { ledger }: Facts,
  needed: Fen | null,
  binding: LimitCandidateId | null,
  recommendedFen: Fen,
  policy: CompiledPolicy,
): LimitRecommendation['suggestion'] {
  if (ledger === null || needed === null || binding === 'need' || needed <= recommendedFen) return null;
  const affordableDays = (recommendedFen * DAYS_PER_YEAR) / ledger.sales12mFen - (ledger.daysBeyondTerms ?? 0);
  return affordableDays >= policy.policy.terms.shortestDays ? 'shorter_terms' : 'security';
}
