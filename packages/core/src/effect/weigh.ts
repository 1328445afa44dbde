import { type JudgedEstimate, mean } from './brier.ts';

/** How far estimates may be spread before a person's own slope is believed: a quarter, as the prior's spread. */
const PRIOR_SPREAD = 0.25;

/** What a person's record suggests in place of a new estimate. */
export interface WeighedEstimate {
  /** 0–1. */
  readonly weighed: number;
  /** Judged estimates it rests on. */
  readonly count: number;
}

/** The policy's `estimates` section. */
export interface EstimateRule {
  readonly weighBy: 'brier' | 'none';
  readonly minimum: number;
  readonly shrinkage: number;
}

/**
 * Corrects a new estimate by how earlier ones of the same person came true: the straight line through the record that
 * has the smallest Brier score, drawn towards "take it as said" by `shrinkage` estimates' worth of trust (ridge
 * regression, A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970) 55–67, towards the identity). On the record
 * itself the corrected estimates never have a larger Brier score than the ones given.
 * @param estimate 0–1
 * @returns null when the policy does not weigh, or the record is shorter than its minimum
 */
export function weighEstimate(
  estimate: number,
  record: readonly JudgedEstimate[],
  { weighBy, minimum, shrinkage }: EstimateRule,
): WeighedEstimate | null {
  const count = record.length;
  if (weighBy === 'none' || count === 0 || count < minimum) return null;
  const meanEstimate = mean(record.map((judged) => judged.estimate));
  const meanError = mean(record.map((judged) => judged.outcome - judged.estimate));
  let covariance = 0;
  let variance = 0;
  for (const judged of record) {
    const from = judged.estimate - meanEstimate;
    covariance += from * (judged.outcome - judged.estimate);
    variance += from * from;
  }
  const level = (meanError * count) / (count + shrinkage);
  const prior = shrinkage * PRIOR_SPREAD ** 2;
  const slope = variance + prior === 0 ? 0 : covariance / (variance + prior);
  const corrected = estimate + level + slope * (estimate - meanEstimate);
  return { weighed: Math.min(1, Math.max(0, corrected)), count };
}
