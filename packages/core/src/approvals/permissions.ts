import { may } from '../roles/abilities.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import type { ApprovalLevel, ApprovalRequest } from './request.ts';

/** Sales asks for its own customers, a manager for the team's, risk for any (§9). */
export function mayRequest(member: Member, responsibility: Responsibility): boolean {
  return may(member, 'request_credit', responsibility).may;
}

/** Whether the member answers for this level by their own role (§9); a manager only for the customers they lead. */
export function holdsLevel(member: Member, level: ApprovalLevel, responsibility: Responsibility): boolean {
  switch (level.role) {
    case 'sales_manager':
      return may(member, 'approve_tier_1', responsibility).may;
    case 'risk':
      return may(member, 'approve_tier_2').may;
    case 'executive':
      return may(member, 'approve_tier_3').may;
  }
}

/** Whether a level may be handed to the member: to an approver, never to sales, nor to finance, which supervises. */
export function mayStandIn(member: Member): boolean {
  return may(member, 'stand_in').may;
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
