import { leads, type Member, type Responsibility } from '../roles/roles.ts';
import type { ApprovalLevel, ApprovalRequest, ApproverRole } from './request.ts';

const APPROVERS: readonly ApproverRole[] = ['sales_manager', 'risk', 'executive'];

/** Sales asks for its own customers, a manager for the team's, risk for any (§9). */
export function mayRequest(member: Member, responsibility: Responsibility): boolean {
  switch (member.role) {
    case 'sales':
      return responsibility.ownerCode === member.code;
    case 'sales_manager':
      return responsibility.ownerCode === member.code || leads(member, responsibility);
    case 'risk':
      return true;
    case 'finance':
    case 'executive':
      return false;
  }
}

/** Whether the member answers for this level by their own role (§9); a manager only for the customers they lead. */
export function holdsLevel(member: Member, level: ApprovalLevel, responsibility: Responsibility): boolean {
  return member.role === level.role && (member.role !== 'sales_manager' || leads(member, responsibility));
}

/** Whether a level may be handed to the member: to an approver, never to sales, nor to finance, which supervises. */
export function mayStandIn(member: Member): boolean {
  return APPROVERS.some((role) => role === member.role);
}

export type Standing =
  | { readonly may: true; readonly onBehalfOf: string | null }
  | { readonly may: false; readonly because: 'not_allowed' | 'own_request' | 'decided_before' };

/**
 * Whether the member may answer for the level that is being asked now: in their own right, or for an approver who
 * handed it to them. Nobody answers their own request, nobody answers for its requester, and nobody answers twice in
 * one round.
 */
export function standing(request: ApprovalRequest, member: Member, now: Date): Standing {
  const level = request.levels[request.level];
  if (level === undefined) return { may: false, because: 'not_allowed' };
  if (member.code === request.requestedBy.code) return { may: false, because: 'own_request' };
  const inOwnRight = holdsLevel(member, level, request.responsibility);
  const handed = request.delegations.filter(
    (delegation) =>
      delegation.to === member.code &&
      delegation.level === request.level &&
      delegation.round === request.round &&
      delegation.until > now,
  );
  const handedOver = handed.find(({ from }) => from !== request.requestedBy.code);
  if (!inOwnRight && handedOver === undefined) {
    return { may: false, because: handed.length > 0 ? 'own_request' : 'not_allowed' };
  }
  const decidedBefore = request.steps.some(
    (step) => step.kind === 'approve' && step.round === request.round && step.by === member.code,
  );
  if (decidedBefore) return { may: false, because: 'decided_before' };
  return { may: true, onBehalfOf: inOwnRight ? null : (handedOver?.from ?? null) };
}
