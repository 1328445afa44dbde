import type { MeasureKind } from '../alerts/review.ts';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { Assessment, Grade, Reason } from '../scorecard/assessment.ts';

/** What a lookup says to a program: `lookup --json` (§5). Amounts in fen. */
export interface LookupDocument {
  readonly matches: readonly LookupMatch[];
  /** Near names; never with a grade (§7). */
  readonly suggestions: readonly { readonly code: string; readonly name: string }[];
  /** The text named a branch: its parent, whose grade it does not inherit. */
  readonly branchOf: { readonly name: string } | null;
}

/** One customer that surely fits. Figures are null where it was never assessed. */
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
  /** §9: whoever asked may see grade and limit only; score, exposure, overdue and reasons are left out. */
  readonly detailsHidden: boolean;
  /** Number of the assessment, for `replay`. */
  readonly assessment: string | null;
  /** The heaviest first, each also in words. */
  readonly reasons: readonly (Reason & { readonly text: string })[];
}
