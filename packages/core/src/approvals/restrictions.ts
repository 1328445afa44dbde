import type { Fen } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import type { ApprovalLevel, RequestedCredit } from './request.ts';
import { type RequiredApproval, requiredApproval } from './tiers.ts';

/** What keeps a customer from getting more credit the usual way. */
export interface Restrictions {
  /** Suspended by decision of risk. */
  readonly suspended: boolean;
  /** New credit is on hold because an alert stayed without an answer. */
  readonly onHold: boolean;
}

/** What holds now; null: none is set. */
export interface PresentCredit {
  readonly limitFen: Fen | null;
  readonly termDays: number | null;
}

export interface CreditQuestion {
  readonly requested: RequestedCredit;
  readonly present: PresentCredit;
  readonly requester: Pick<Member, 'code' | 'role'>;
  readonly responsibility: Responsibility;
  readonly restrictions: Restrictions;
  /** Who may hold a tier: one that the requester alone holds is left to the next above; empty: none is left out. */
  readonly staff: readonly Member[];
}

export type ApprovalNeed =
  | { readonly ok: true; readonly required: RequiredApproval }
  /** `no_tier`: nobody in the policy may agree; otherwise the restriction that forbids more credit. */
  | { readonly ok: false; readonly code: 'no_tier' | 'suspended' | 'on_hold' };

/** Whether more is asked for than holds now. */
export function asksForMore(requested: RequestedCredit, present: PresentCredit): boolean {
  return requested.limitFen > (present.limitFen ?? 0) || requested.termDays > (present.termDays ?? 0);
}

/** Who must agree, with what the policy says of customers under a restriction; less credit always goes the usual way. */
export function approvalNeed(
  policy: Pick<Policy, 'approvals' | 'approvalRules'>,
  { requested, present, requester, responsibility, restrictions, staff }: CreditQuestion,
): ApprovalNeed {
  const rules = asksForMore(requested, present)
    ? [
        ...(restrictions.suspended ? [{ code: 'suspended' as const, rule: policy.approvalRules.suspended }] : []),
        ...(restrictions.onHold ? [{ code: 'on_hold' as const, rule: policy.approvalRules.onHold }] : []),
      ]
    : [];
  const forbidden = rules.find(({ rule }) => rule === 'refuse');
  if (forbidden !== undefined) return { ok: false, code: forbidden.code };
  // A tier that covers nothing: only the highest one is left to agree.
  const highest = rules.some(({ rule }) => rule === 'highest_tier');
  const tiers = highest
    ? policy.approvals.map((tier, index) =>
        index === policy.approvals.length - 1 ? tier : { ...tier, upToTermDays: -1 },
      )
    : policy.approvals;
  const required = requiredApproval(tiers, requested, requester, responsibility, staff);
  return required === null ? { ok: false, code: 'no_tier' } : { ok: true, required };
}

/** Whether the levels that a request goes through are enough for what is needed now. */
export function suffices(levels: readonly ApprovalLevel[], needed: readonly ApprovalLevel[]): boolean {
  const highest = (of: readonly ApprovalLevel[]) => Math.max(0, ...of.map(({ tier }) => tier));
  return highest(levels) >= highest(needed);
}
