import type { Day } from '../day/day.ts';
import type { Facts } from '../facts/facts.ts';
import type { WarningRule } from '../policy/warning-schema.ts';
import type { Assessment, Grade } from '../scorecard/assessment.ts';
import type { Evidence, Severity } from './warning.ts';

/** What was concluded the last time; enough to see a downgrade, and which broken promises are new. */
export interface PreviousResult {
  readonly grade: Grade | null;
  readonly score: number;
  readonly asOf: Day;
  /** The policy it was concluded by; left out: the present one. */
  readonly policyHash?: string;
  /** Ids of the promises to pay that stood as broken then; left out: none. */
  readonly brokenPromises?: readonly string[];
}

/** The heaviest level of one rule that holds, and why. */
export interface Finding {
  readonly severity: Severity;
  readonly evidence: Evidence;
}

export interface CompiledWarningRule {
  readonly rule: WarningRule;
  /** @returns null when no level of the rule holds. */
  readonly find: (facts: Facts, before: PreviousResult | null, after: Assessment) => Finding | null;
}
