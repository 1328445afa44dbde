import type { DataSource, Facts } from '../facts/facts.ts';
import type { Metric } from '../facts/metrics/metric.ts';
import type { Fen } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { CompiledWarningRule } from '../warnings/finding.ts';
import type { Dimension, FactorResult, Grade, MetricValue } from './assessment.ts';

/** A policy turned into closures and arrays: made once, then used for every customer. Amounts in fen. */
export interface CompiledPolicy {
  readonly id: string;
  readonly hash: string;
  readonly policy: Policy;
  readonly factors: readonly CompiledFactor[];
  /** Best first; a grade's rank is its place. */
  readonly grades: readonly CompiledGrade[];
  readonly rankOf: ReadonlyMap<Grade, number>;
  readonly caps: readonly CompiledCap[];
  /** Where a factor and a cap stand in the lists above, by id. */
  readonly factorPlaces: ReadonlyMap<string, number>;
  readonly capPlaces: ReadonlyMap<string, number>;
  readonly freshness: readonly { readonly source: DataSource; readonly days: number }[];
  readonly insufficientBelow: number;
  readonly staleShare: number;
  readonly limitStepFen: Fen;
  readonly concentrationFromFen: Fen;
  readonly warnings: readonly CompiledWarningRule[];
}

export interface CompiledFactor {
  readonly id: string;
  readonly dimension: Dimension;
  readonly maximumPoints: number;
  readonly missingPoints: number;
  /** Share (0–1) of all confidence that knowing this factor is worth. */
  readonly confidence: number;
  /** The metric and its alternatives, in the order they are tried; never empty. */
  readonly readings: readonly CompiledReading[];
}

export interface CompiledReading {
  readonly metric: Metric;
  /** @returns null when no band takes the value: it says nothing the policy knows. */
  readonly pointsOf: (value: MetricValue) => number | null;
}

export interface CompiledGrade {
  readonly grade: Grade;
  readonly rank: number;
  readonly from: number;
  readonly probabilityOfDefault: number;
  readonly tier: string;
  readonly netWorthShare: number;
  readonly purchasesShare: number;
  readonly ceilingFen: Fen;
  readonly termDays: number;
  readonly lookEveryDays: number;
}

export interface CompiledCap {
  readonly id: string;
  readonly grade: Grade;
  readonly rank: number;
  /** @returns what it was found on, or null when the cap does not hold. */
  readonly find: (facts: Facts, factors: readonly FactorResult[]) => CapFinding | null;
}

export interface CapFinding {
  /** null: the value is the points of a factor. */
  readonly metric: string | null;
  readonly value: MetricValue;
}
