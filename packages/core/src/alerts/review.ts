/** What risk does about an answer it accepts (§8, R38, R44). */
export const REVIEW_ACTIONS = [
  'none',
  'watch',
  'cut_limit',
  'suspend',
  'prepay',
  'collect_phone',
  'collect_letter',
  'collect_visit',
  'legal',
  'reverify_papers',
] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

/** What an alert turned out to be. */
export const VERDICTS = ['true', 'false_alarm', 'resolved'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How risk decided. */
export const REVIEW_DECISIONS = ['accept', 'return', 'close'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/**
 * Actions that hold for the customer from now on, until they are ended. Each alert puts its own on the customer: a
 * customer is suspended as long as one of its alerts says so.
 */
export const MEASURES = ['suspend', 'prepay', 'cut_limit', 'watch'] as const;
export type MeasureKind = (typeof MEASURES)[number];

/** The measure an action puts on the customer; null: it is work for people, and holds nothing. */
export function measureOf(action: ReviewAction): MeasureKind | null {
  return MEASURES.find((measure) => measure === action) ?? null;
}

/** Whether the measures that an alert put on its customer end with this verdict: only a true alert keeps them. */
export function endsMeasures(verdict: Verdict): boolean {
  return verdict !== 'true';
}
