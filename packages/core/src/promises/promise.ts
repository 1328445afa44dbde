import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';

/** What became of a promise to pay (§1); `open`: its time is not over. */
export const PROMISE_STATES = ['open', 'kept', 'partly_kept', 'broken'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** A promise as sales reported it. */
export interface GivenPromise {
  readonly id: string;
  readonly alertId: string;
  /** Payments of this day count already: a customer may pay on the day on which it promises. */
  readonly madeOn: Day;
  readonly dueOn: Day;
  /** Above 0. */
  readonly amountFen: Fen;
}

/** What a customer paid on one day; below 0: more was taken back than paid. */
export interface PaidOnDay {
  readonly paidOn: Day;
  readonly amountFen: Fen;
}

/** How the policy judges. */
export interface PromiseTerms {
  /** Days after the promised one on which money still counts as in time. */
  readonly graceDays: number;
  /** From this share of the amount on a promise counts as partly kept; 0–1. */
  readonly partlyKeptShare: number;
}

/** A promise and what became of it. */
export interface JudgedPromise extends GivenPromise {
  readonly state: PromiseState;
  /** What was paid towards it; never more than was promised. */
  readonly paidFen: Fen;
  /** The day whose payment kept it, or the first day after its time; null: still open. */
  readonly decidedOn: Day | null;
}
