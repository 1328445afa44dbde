import type { CollectionStage } from '../collection/stages.ts';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';

/** What is kept of a customer. Times are on the company's clock, `YYYY-MM-DD HH:MM`; null: not known. */
export interface CustomerRecords {
  readonly master: {
    readonly code: string;
    readonly name: string;
    readonly uscc: string | null;
    readonly formerNames: readonly string[];
    readonly region: string | null;
    readonly industry: string | null;
    readonly size: string | null;
    readonly registeredCapitalFen: Fen | null;
    readonly establishedOn: Day | null;
    readonly registryStatus: string | null;
    readonly owner: string | null;
    readonly limitFen: Fen | null;
    readonly termDays: number | null;
    readonly insuredFen: Fen;
    readonly collateralFen: Fen;
    readonly agreementOn: Day | null;
    readonly documentsComplete: boolean | null;
  };
  readonly assessments: readonly {
    readonly asOf: Day;
    readonly grade: string | null;
    readonly score: number;
    readonly recommendedFen: Fen | null;
    readonly exposureFen: Fen | null;
    readonly overdueFen: Fen | null;
    readonly policyHash: string;
    /** As the customer file said then. */
    readonly limitFen: Fen | null;
    readonly termDays: number | null;
  }[];
  readonly alerts: readonly {
    readonly id: string;
    readonly day: Day;
    readonly severity: string;
    readonly state: string;
    readonly rules: string;
    /** Answers, worded; and reviews, in the order in which they came. */
    readonly history: readonly (
      | { readonly kind: 'answer'; readonly at: string; readonly by: string; readonly text: string }
      | {
          readonly kind: 'review';
          readonly at: string;
          readonly by: string;
          readonly decision: string;
          readonly action: string | null;
          readonly verdict: string | null;
          readonly note: string;
        }
    )[];
  }[];
  readonly measures: readonly {
    /** A measure's id, or `hold`. */
    readonly kind: string;
    readonly since: string;
    readonly until: string | null;
    readonly reason: string;
  }[];
  readonly collection: readonly {
    readonly at: string;
    readonly kind: 'stage' | 'contact' | 'instalment' | 'letter' | 'writeOff' | 'decision';
    readonly stage: CollectionStage | null;
    readonly amountFen: Fen | null;
    /** Of a decision. */
    readonly agree: boolean | null;
    readonly text: string;
    readonly by: string;
  }[];
  readonly audit: readonly {
    readonly id: string;
    readonly at: string;
    readonly actor: string;
    readonly surface: string;
    readonly action: string;
    readonly subject: string;
    readonly hash: string;
  }[];
}
