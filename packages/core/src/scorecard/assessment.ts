import type { Day } from '../day/day.ts';
import type { DataSource } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';

/** The five dimensions of credit (R8). */
export const DIMENSIONS = ['character', 'capacity', 'capital', 'collateral', 'conditions'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A letter of the policy's own scale (`AAA`…`C`, or 优秀…不良). */
export type Grade = string;

export type MetricValue = number | string | boolean | null;

/** One scoring result: immutable, and a pure function of facts and policy. Amounts in fen, points 0–100. */
export interface Assessment {
  readonly customerCode: string;
  readonly asOf: Day;
  readonly policyId: string;
  readonly policyHash: string;
  /** `insufficient_data` is a result of its own, never the lowest grade. */
  readonly outcome: 'graded' | 'insufficient_data';
  /** Sum of points, one decimal; stated also when the data are insufficient. */
  readonly score: number;
  /** Grade after caps; null when the data are insufficient. */
  readonly grade: Grade | null;
  readonly gradeBeforeCaps: Grade | null;
  /** Service tier of the grade (R13); null without a grade. */
  readonly tier: string | null;
  /** 0–1: what share of the knowledge that the policy asks for is there and fresh. */
  readonly confidence: number;
  readonly factors: readonly FactorResult[];
  /** All caps that hold, the strictest first. */
  readonly caps: readonly CapResult[];
  /** Reason codes, the heaviest first. */
  readonly reasons: readonly Reason[];
  readonly stale: readonly StaleSource[];
  readonly limit: LimitRecommendation;
  readonly terms: TermsRecommendation;
  readonly expectedLoss: ExpectedLoss | null;
}

export interface FactorResult {
  readonly id: string;
  readonly dimension: Dimension;
  readonly metric: string;
  readonly value: MetricValue;
  readonly points: number;
  readonly maximumPoints: number;
  readonly source: DataSource;
  readonly dataDate: Day | null;
  readonly missing: boolean;
}

export interface CapResult {
  readonly id: string;
  readonly grade: Grade;
  readonly metric: string | null;
  readonly value: MetricValue;
}

/**
 * Why the result is what it is. `cap`: holds the grade down; `factor`: points lost on a factor; `missing`: a factor
 * had no data; `stale`: a source is older than the policy allows. `weight` is points lost (caps weigh 100 and more).
 */
export interface Reason {
  readonly kind: 'cap' | 'factor' | 'missing' | 'stale';
  readonly id: string;
  readonly weight: number;
}

export interface StaleSource {
  readonly source: DataSource;
  readonly dataDate: Day;
  readonly ageDays: number;
  readonly allowedDays: number;
}

export const LIMIT_CANDIDATES = ['need', 'strength', 'turnover', 'ceiling', 'group', 'concentration'] as const;
export type LimitCandidateId = (typeof LIMIT_CANDIDATES)[number];

export interface LimitRecommendation {
  /** The least of the candidates that could be computed, rounded down; null: no grade, so no recommendation. */
  readonly recommendedFen: Fen | null;
  readonly binding: LimitCandidateId | null;
  readonly candidates: readonly { readonly id: LimitCandidateId; readonly fen: Fen | null }[];
  /** What closes the gap when the need exceeds the recommendation. */
  readonly suggestion: 'shorter_terms' | 'security' | null;
}

export interface TermsRecommendation {
  /** Days from issue to due; 0: paid before shipment; null: no grade. */
  readonly days: number | null;
  /** Why the days are what they are; see `TERMS_REASONS`. */
  readonly reasons: readonly string[];
}

/** EL = PD × LGD × EAD. */
export interface ExpectedLoss {
  readonly probabilityOfDefault: number;
  readonly lossGivenDefault: number;
  readonly exposureAtDefaultFen: Fen;
  readonly expectedLossFen: Fen;
}
