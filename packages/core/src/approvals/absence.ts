import type { Member } from '../roles/roles.ts';
import { holdsLevel, mayStandIn, standing } from './permissions.ts';
import type { ApprovalRequest, Delegation } from './request.ts';

/** Somebody who is away now, and who decides in their place. */
export interface PresentAbsence {
  readonly approver: Member;
  /** null: whom they named has left. */
  readonly delegate: Member | null;
  /** From this moment on the approver is back. */
  readonly until: Date;
}

/**
 * What absences hand over of the level that is being asked now. The chain ends after one step: a delegate who is away
 * hands on only what is asked of themselves.
 */
export function delegationsOf(
  request: Pick<ApprovalRequest, 'levels' | 'level' | 'round' | 'responsibility'>,
  absences: readonly PresentAbsence[],
): Delegation[] {
  const level = request.levels[request.level];
  if (level === undefined) return [];
  return absences.flatMap(({ approver, delegate, until }) => {
    if (delegate === null || !mayStandIn(delegate)) return [];
    if (!holdsLevel(approver, level, request.responsibility)) return [];
    return [{ from: approver.code, to: delegate.code, level: request.level, round: request.round, until }];
  });
}

/** Everybody who may answer for the level that is being asked now; empty: nobody, or nothing is being asked. */
export function approversOf<M extends Member>(request: ApprovalRequest, staff: readonly M[], now: Date): M[] {
  if (request.state !== 'pending') return [];
  return staff.filter((member) => standing(request, member, now).may);
}

/**
 * Whether a level waits for nobody who is there: nobody may answer, or all who may are away, delegates included. Those
 * still may; yet nobody can be expected to before the request ends by itself.
 * @param away staff codes of who is away now
 */
export function isVacant(approvers: readonly Pick<Member, 'code'>[], away: readonly string[]): boolean {
  return approvers.every(({ code }) => away.includes(code));
}
