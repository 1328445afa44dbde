import type { Assessment } from '@xinshao/core/scorecard/assessment.ts';

/**
 * Tells whether an assessment says something new: outcome, score, points, caps, recommended limit, terms and stale
 * sources, as one comparable text. Values that move daily without moving a point, such as the portfolio's size, do not count.
 */
export function digestOf(assessment: Assessment): string {
  const { limit, terms } = assessment;
  const parts = [
    assessment.outcome,
    assessment.score,
    assessment.grade,
    assessment.confidence,
    assessment.factors.map(({ points, missing }) => (missing ? `m${points}` : points)).join(),
    assessment.caps.map(({ id }) => id).join(),
    limit.recommendedFen,
    limit.binding,
    limit.suggestion,
    terms.days,
    terms.reasons.join(),
    assessment.stale.map(({ source }) => source).join(),
  ];
  return parts.join('|');
}
