import type { Verdict } from '../alerts/review.ts';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { BrierParts } from './brier.ts';
import type { Outcome } from './grade.ts';
import type { Month } from './month.ts';

/** How soon alerts opened in the month were answered. */
export interface ResponseFigures {
  /** Alerts whose deadline has passed or that were answered. */
  readonly owed: number;
  readonly inTime: number;
  /** From opening to the first answer, on the clock; null: none was answered. */
  readonly medianHours: number | null;
}

export interface PersonResponse extends ResponseFigures {
  /** null: nobody was named for the customer. */
  readonly code: string | null;
  readonly name: string | null;
}

/** Predictions of one rule. Decided ones count in the month in which the first grading decided them. */
export interface RuleFigures {
  readonly ruleId: string;
  /** Alerts of the month that the rule had a part in. */
  readonly opened: number;
  readonly confirmed: number;
  /** Of the confirmed: it was so already when the warning was given. */
  readonly alreadyThere: number;
  readonly falseAlarms: number;
  /** Days from the warning to what it predicted; null: none was confirmed. */
  readonly medianLeadDays: number | null;
}

/** How well one person's estimates of recovery came true, over all that were judged by the end of the month. */
export interface EstimateFigures extends BrierParts {
  readonly code: string;
  readonly name: string;
  /** The score drawn towards everybody's: few estimates say little. */
  readonly shrunkScore: number;
}

/** Verdicts of risk on alerts closed in the month, beside what was measured by then. */
export type VerdictFigures = { readonly verdict: Verdict } & Readonly<Record<Outcome, number>>;

/** Everything the monthly report says, in numbers and ids (R42, R52). Amounts in fen. */
export interface MonthlyReport {
  readonly month: Month;
  /** Nothing later was looked at but answers still coming in. */
  readonly asOf: Day;
  readonly policyHash: string | null;
  readonly opened: { readonly alerts: number; readonly exposureFen: Fen };
  readonly response: ResponseFigures;
  readonly teams: readonly PersonResponse[];
  readonly people: readonly PersonResponse[];
  readonly rules: readonly RuleFigures[];
  /** Over all rules. */
  readonly decided: Omit<RuleFigures, 'ruleId' | 'opened'>;
  /** Of the alerts decided in the month: exposure when they opened, of what was overdue then how much has come in by
   * the grading day, and how much of what was open is overdue that day. */
  readonly money: { readonly exposureFen: Fen; readonly recoveredFen: Fen; readonly outstandingFen: Fen };
  /** Gradings whose day has come and that wait for the ledger to reach it. */
  readonly waiting: number;
  readonly verdicts: readonly VerdictFigures[];
  /** Customers newly in default in the month, and how many of them had an alert before. */
  readonly defaults: { readonly customers: number; readonly warned: number };
  /** Best first. */
  readonly estimates: readonly EstimateFigures[];
  readonly allEstimates: BrierParts | null;
}
