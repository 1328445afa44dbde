/** One estimate and what came of it, both as shares 0–1: said 0.8, and 0.35 of the overdue amount was recovered. */
export interface JudgedEstimate {
  readonly estimate: number;
  readonly outcome: number;
}

/** How well a row of estimates came true. All figures are squares of shares but `bias`. */
export interface BrierParts {
  readonly count: number;
  /** Mean squared difference between estimate and outcome: 0 is perfect, 1 is always wholly wrong. */
  readonly score: number;
  /** How far estimates of a kind are from what comes of them; smaller is better. */
  readonly reliability: number;
  /** How much the outcomes differ between kinds of estimates; larger is better. */
  readonly resolution: number;
  /** Variance of the outcomes: what somebody would score who always said the mean. */
  readonly uncertainty: number;
  /** What grouping unequal estimates into one kind leaves over; 0 when estimates of a kind are equal. */
  readonly withinBins: number;
  /** Mean estimate less mean outcome: above 0 says too much. */
  readonly bias: number;
}

/** Estimates of a recovery are grouped by tenths. */
export const BRIER_BINS = 10;

/**
 * Brier score and its parts: score = reliability − resolution + uncertainty + withinBins, exactly.
 *
 * The score is G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78
 * (1950) 1–3; the parts are A. H. Murphy, "A new vector partition of the probability score", Journal of Applied
 * Meteorology 12 (1973) 595–600, with the variance of the outcomes in place of ō(1 − ō), which is the same where
 * outcomes are 0 or 1; `withinBins` are the two further terms (variance less covariance within bins) of D. B.
 * Stephenson, C. A. S. Coelho, I. T. Jolliffe, "Two extra components in the Brier score decomposition", Weather and
 * Forecasting 23 (2008) 752–757.
 * @returns null when there is no estimate
 */
export function brierParts(estimates: readonly JudgedEstimate[]): BrierParts | null {
  const count = estimates.length;
  if (count === 0) return null;
  const meanOutcome = mean(estimates.map(({ outcome }) => outcome));
  const bins = new Map<number, JudgedEstimate[]>();
  for (const judged of estimates) {
    const bin = Math.min(BRIER_BINS - 1, Math.floor(judged.estimate * BRIER_BINS));
    bins.set(bin, [...(bins.get(bin) ?? []), judged]);
  }
  let reliability = 0;
  let resolution = 0;
  let withinBins = 0;
  for (const bin of bins.values()) {
    const said = mean(bin.map(({ estimate }) => estimate));
    const came = mean(bin.map(({ outcome }) => outcome));
    reliability += bin.length * (said - came) ** 2;
    resolution += bin.length * (came - meanOutcome) ** 2;
    for (const { estimate, outcome } of bin) {
      withinBins += (estimate - said) ** 2 - 2 * (estimate - said) * (outcome - came);
    }
  }
  return {
    count,
    score: mean(estimates.map(({ estimate, outcome }) => (estimate - outcome) ** 2)),
    reliability: reliability / count,
    resolution: resolution / count,
    uncertainty: mean(estimates.map(({ outcome }) => (outcome - meanOutcome) ** 2)),
    withinBins: withinBins / count,
    bias: mean(estimates.map(({ estimate, outcome }) => estimate - outcome)),
  };
}

/**
 * A person's score drawn towards that of everybody: few estimates say little (credibility n / (n + shrinkage), H.
 * Bühlmann, "Experience rating and credibility", ASTIN Bulletin 4 (1967) 199–207).
 */
export function shrunkScore(
  own: { readonly count: number; readonly score: number },
  everybody: number,
  shrinkage: number,
) {
  return (own.count * own.score + shrinkage * everybody) / (own.count + shrinkage);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
