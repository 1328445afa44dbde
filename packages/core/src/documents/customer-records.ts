import type { ApprovalStepKind, ApproverRole } from '../approvals/request.ts';
import type { CollectionStage } from '../collection/stages.ts';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { ShownPromiseState } from '../wording/promises.ts';

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
  /** Every step of every request for a limit or terms, in the order of their time. */
  readonly requests: readonly {
    readonly request: string;
    readonly at: string;
    /** `expired`: nobody had decided in time. */
    readonly kind: ApprovalStepKind | 'expired';
    /** Empty: nobody, time ran out. */
    readonly by: string;
    readonly onBehalfOf: string | null;
    /** 1 for the first level that was asked; null: the step concerns none. */
    readonly level: number | null;
    readonly role: ApproverRole | null;
    /** What was asked for from this step on; null: the step changes nothing of it. */
    readonly asked: { readonly limitFen: Fen; readonly termDays: number; readonly lastDay: Day | null } | null;
    readonly reason: string;
  }[];
  /** Limits and terms that held on any day of the period. */
  readonly grants: readonly {
    readonly limitFen: Fen;
    readonly termDays: number;
    readonly from: Day;
    /** null: for good. */
    readonly lastDay: Day | null;
    /** The first day on which it no longer held; null: it still held when the period ended. */
    readonly endedOn: Day | null;
    /** null: its last day had passed. */
    readonly endedBy: string | null;
    /** Why somebody ended it early; null: nobody did by then. */
    readonly endReason: string | null;
    /** The request that was approved; null: a review cut the limit. */
    readonly request: string | null;
    /** The alert whose review cut the limit; null: it was approved. */
    readonly alert: string | null;
    readonly reason: string;
  }[];
  /** Promises to pay that were made, due or decided in the period, as they stood at its end. */
  readonly promises: readonly {
    readonly alert: string;
    readonly recordedOn: Day;
    readonly dueOn: Day;
    readonly amountFen: Fen;
    /** null: what had been paid by the end of the period is not kept. */
    readonly paidFen: Fen | null;
    readonly state: ShownPromiseState;
    readonly decidedOn: Day | null;
  }[];
  /** Files that came with answers. */
  readonly files: readonly {
    readonly alert: string;
    readonly at: string;
    readonly by: string;
    readonly name: string;
    readonly sizeBytes: number | null;
    /** SHA-256 in hex; null: it was not kept. */
    readonly sha256: string | null;
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
          /** The limit that it cut, or asked to be cut; null: neither. */
          readonly cut: {
            readonly limitFen: Fen;
            readonly beforeFen: Fen;
            readonly request: string | null;
          } | null;
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
    readonly case: string;
    /** `instalmentJudged`: the ledger decided how an instalment was kept. */
    readonly kind:
      | 'stage'
      | 'contact'
      | 'instalment'
      | 'instalmentJudged'
      | 'letter'
      | 'writeOff'
      | 'decision'
      | 'closed';
    /** That was entered, or in which the customer was contacted. */
    readonly stage: CollectionStage | null;
    /** Of a contact. */
    readonly channel: string | null;
    /** When a stage should have led somewhere, the customer is expected to pay, or an instalment is due. */
    readonly dueOn: Day | null;
    /** How a case was closed, or an instalment was kept. */
    readonly state: string | null;
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
