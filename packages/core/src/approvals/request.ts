import type { Fen } from '../money/fen.ts';
import type { Member, Responsibility, Role } from '../roles/roles.ts';

/** The life of a request for a limit or terms (R17, R20). */
export const APPROVAL_STATES = ['pending', 'returned', 'approved', 'rejected', 'withdrawn', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export type ApproverRole = Extract<Role, 'sales_manager' | 'risk' | 'executive'>;

/** Whose agreement is needed, in the order of asking. */
export interface ApprovalLevel {
  /** Number of the policy's tier. */
  readonly tier: number;
  readonly role: ApproverRole;
}

/** What the customer would have afterwards; the part that is not asked for stays what it is now. */
export interface RequestedCredit {
  readonly limitFen: Fen;
  readonly termDays: number;
}

/** What a person did about the request. */
export const APPROVAL_STEPS = ['request', 'approve', 'reject', 'return', 'resubmit', 'withdraw', 'delegate'] as const;
export type ApprovalStepKind = (typeof APPROVAL_STEPS)[number];

export interface ApprovalStep {
  readonly kind: ApprovalStepKind;
  /** Code of the member of staff; `system`: it was withdrawn because the alert that had asked for it was closed. */
  readonly by: string;
  /** For whom a delegate answered; null: in their own right. */
  readonly onBehalfOf: string | null;
  readonly at: Date;
  readonly round: number;
  /** Place among the levels, from 0; null where no level is concerned. */
  readonly level: number | null;
  readonly reason: string;
}

/** One approver hands one level of one round to somebody else. */
export interface Delegation {
  readonly from: string;
  readonly to: string;
  readonly level: number;
  readonly round: number;
  /** From this moment on it holds no longer. */
  readonly until: Date;
}

/** A request as it is decided on; stored by compare-and-set on `version`. */
export interface ApprovalRequest {
  readonly state: ApprovalState;
  readonly version: number;
  readonly requestedBy: Pick<Member, 'code' | 'role'>;
  readonly responsibility: Responsibility;
  readonly requested: RequestedCredit;
  readonly levels: readonly ApprovalLevel[];
  /** Whether finance keeps the decision on file (R17). */
  readonly filedWithFinance: boolean;
  /** The level that is being asked, from 0; `levels.length` once all have agreed. */
  readonly level: number;
  /** 1 at first, one more with each resubmission: what was agreed to before no longer counts. */
  readonly round: number;
  readonly expiresAt: Date;
  readonly delegations: readonly Delegation[];
  /** Everything anybody did, in order, never shortened. */
  readonly steps: readonly ApprovalStep[];
}
