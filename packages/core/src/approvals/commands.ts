import type { Member } from '../roles/roles.ts';
import type { ApprovalRequest, ApprovalState, ApprovalStep, RequestedCredit } from './request.ts';
import type { RequiredApproval } from './tiers.ts';

/** The level and the round that the button was made for: a click on an old message names an old one. */
interface AtLevel {
  readonly by: Member;
  readonly level: number;
  readonly round: number;
}

export type ApprovalCommand =
  | (AtLevel & { readonly kind: 'approve'; readonly reason: string })
  | (AtLevel & { readonly kind: 'reject'; readonly reason: string })
  /** Back to the requester with a question. */
  | (AtLevel & { readonly kind: 'return'; readonly reason: string })
  /** The level is handed to somebody else until a moment; its own approver may still answer. */
  | (AtLevel & { readonly kind: 'delegate'; readonly to: Member; readonly until: Date })
  /** The returned request once more, changed or explained: every level is asked anew. */
  | {
      readonly kind: 'resubmit';
      readonly by: Member;
      readonly round: number;
      readonly requested: RequestedCredit;
      readonly required: RequiredApproval;
      readonly reason: string;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'withdraw'; readonly by: Member }
  /** The alert whose review had asked for a cut was closed, and nothing is left to be cut; nobody's decision. */
  | { readonly kind: 'call_off'; readonly reason: string }
  /** Time has run out; nobody's decision. */
  | { readonly kind: 'expire' };

/** What the caller must do in the same transaction as storing the request. */
export type ApprovalEffect =
  | 'show_again'
  /** Ask whoever answers for the level that is next. */
  | 'ask_level'
  | 'tell_requester'
  /** The limit and terms hold from now on. */
  | 'put_in_force'
  | 'file_with_finance';

export const APPROVAL_REFUSALS = [
  'already_approved',
  'already_rejected',
  'already_withdrawn',
  'already_expired',
  'already_returned',
  'not_returned',
  'not_expired',
  'not_allowed',
  'own_request',
  'decided_before',
  'level_passed',
  'level_not_reached',
  'changed_meanwhile',
  'reason_missing',
  'delegate_unfit',
] as const;
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number];

export type ApprovalTransition =
  | { readonly ok: true; readonly request: ApprovalRequest; readonly effects: readonly ApprovalEffect[] }
  /** `latest`: what happened before and by whom. */
  | { readonly ok: false; readonly code: ApprovalRefusal; readonly latest: ApprovalStep | null };

const ENDED = {
  approved: 'already_approved',
  rejected: 'already_rejected',
  withdrawn: 'already_withdrawn',
  expired: 'already_expired',
} as const;

/** The states a command may lead to, or why it is refused. An approval ends the request at the last level only. */
export const APPROVAL_TRANSITIONS: Readonly<
  Record<ApprovalCommand['kind'], Readonly<Record<ApprovalState, readonly ApprovalState[] | ApprovalRefusal>>>
> = {
  approve: { pending: ['pending', 'approved'], returned: 'already_returned', ...ENDED },
  reject: { pending: ['rejected'], returned: 'already_returned', ...ENDED },
  return: { pending: ['returned'], returned: 'already_returned', ...ENDED },
  delegate: { pending: ['pending'], returned: 'already_returned', ...ENDED },
  resubmit: { pending: 'not_returned', returned: ['pending'], ...ENDED },
  withdraw: { pending: ['withdrawn'], returned: ['withdrawn'], ...ENDED },
  call_off: { pending: ['withdrawn'], returned: ['withdrawn'], ...ENDED },
  expire: { pending: ['expired'], returned: ['expired'], ...ENDED },
};
