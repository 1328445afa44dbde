import type { MeasureKind } from '../alerts/review.ts';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { Assessment, CapResult, FactorResult, Grade, Reason, StaleSource } from '../scorecard/assessment.ts';

/** What a lookup says to a program: `lookup --json` (§5). Amounts in fen. */
export interface LookupDocument {
  readonly matches: readonly LookupMatch[];
  /** Near names; never with a grade (§7). */
  readonly suggestions: readonly { readonly code: string; readonly name: string }[];
  /** The text named a branch: its parent, whose grade it does not inherit. */
  readonly branchOf: { readonly name: string } | null;
}

/**
 * One customer that surely fits. Figures are null where it was never assessed, and of each one where several fit: no
 * grade is shown then (§7).
 */
export interface LookupMatch {
  readonly customer: { readonly code: string; readonly name: string; readonly uscc: string | null };
  readonly matchedBy: 'code' | 'uscc' | 'name' | 'former_name';
  /** null: never assessed, or insufficient data (see `outcome`). */
  readonly grade: Grade | null;
  readonly score: number | null;
  readonly outcome: Assessment['outcome'] | null;
  /** 0–1. */
  readonly confidence: number | null;
  readonly asOf: Day | null;
  readonly limitFen: Fen | null;
  readonly exposureFen: Fen | null;
  /** limit − exposure; null without a limit. */
  readonly headroomFen: Fen | null;
  readonly overdueFen: Fen | null;
  readonly staleSince: Day | null;
  /** New credit is on hold; null: it is not. `since` is an ISO instant. */
  readonly hold: { readonly since: string; readonly reason: 'unanswered_alert'; readonly alertId: string } | null;
  /** What holds for the customer by decision of risk, the strictest first. `until`: its last day; null: until ended. */
  readonly measures: readonly { readonly kind: MeasureKind; readonly since: string; readonly until: Day | null }[];
  /**
   * Score, exposure, overdue and reasons are left out: whoever asked may see grade and limit only (§9), or several fit
   * and there are no figures at all.
   */
  readonly detailsHidden: boolean;
  /** Number of the assessment, for `replay`. */
  readonly assessment: string | null;
  /** The heaviest first, each also in words. */
  readonly reasons: readonly (Reason & { readonly text: string })[];
}

/**
 * What `explain --json` says: one lookup's match, scored for the day that was asked for by the policy in force, and all
 * that the result follows from. Hold and measures are those of today; nothing was stored, so `assessment` is null.
 */
export interface ExplainDocument extends LookupMatch {
  readonly policy: { readonly id: string; readonly hash: string };
  readonly gradeBeforeCaps: Grade | null;
  readonly factors: readonly (FactorResult & { readonly label: string })[];
  readonly caps: readonly (CapResult & { readonly text: string })[];
  /** Sources that are too old, each also in words. */
  readonly stale: readonly (StaleSource & { readonly text: string })[];
  readonly limit: Assessment['limit'];
  readonly terms: Assessment['terms'];
  readonly expectedLoss: Assessment['expectedLoss'];
}
