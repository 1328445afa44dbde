import type { Day } from '../day/day.ts';
import type { DataSource, EventKind } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { JudgedPromise } from '../promises/promise.ts';
import type { Grade, MetricValue } from '../scorecard/assessment.ts';

/** Severities from the lightest to the heaviest. */
export const SEVERITIES = ['yellow', 'orange', 'red'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the warning is about (R40). */
export const WARNING_TYPES = ['default', 'liquidity', 'operation', 'data'] as const;
export type WarningType = (typeof WARNING_TYPES)[number];

/** What a rule found: ids and numbers, never sentences. */
export interface Warning {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly type: WarningType;
  /** Which feedback form the policy asks for. */
  readonly form: FeedbackFormId;
  readonly coolDownDays: number;
  readonly evidence: Evidence;
}

export const FEEDBACK_FORMS = ['arrears', 'liquidity', 'operation', 'dispute', 'fraud', 'group', 'data'] as const;
export type FeedbackFormId = (typeof FEEDBACK_FORMS)[number];

export const DIRECTIONS = ['at_least', 'above', 'at_most', 'below', 'is'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export type Evidence =
  | {
      readonly kind: 'threshold';
      readonly metric: string;
      readonly value: MetricValue;
      readonly threshold: number | string | boolean;
      /** The value is at least / at most / above / below / the same as the threshold. */
      readonly direction: Direction;
      readonly source: DataSource;
      readonly dataDate: Day | null;
    }
  | {
      readonly kind: 'event';
      readonly eventKind: EventKind;
      readonly occurredOn: Day;
      readonly count12m: number;
      readonly title: string | null;
      readonly source: string | null;
      readonly amountFen: number;
    }
  | {
      readonly kind: 'downgrade';
      readonly before: Grade;
      readonly after: Grade;
      readonly beforeOn: Day;
      readonly scoreBefore: number;
      readonly scoreAfter: number;
      /** The earlier result was made by another policy, which may be all that changed; left out: by the same. */
      readonly policyChanged?: true;
    }
  | {
      readonly kind: 'broken_promise';
      /** The one that was broken last. */
      readonly dueOn: Day;
      readonly amountFen: Fen;
      readonly paidFen: Fen;
      /** Broken promises within so many days. */
      readonly count: number;
      readonly withinDays: number;
      /** What the customer promised and what became of it, the latest due day last. */
      readonly history: readonly JudgedPromise[];
    };

/** Orders severities: negative when `a` is lighter than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
