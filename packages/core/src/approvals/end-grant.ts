import type { Day } from '../day/day.ts';
import { type Fen, fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import type { PresentAbsence } from './absence.ts';
import { holdsLevel, mayStandIn } from './permissions.ts';

/** A limit with its terms that holds, as far as it matters for ending it. */
export interface EndableGrant {
  readonly limitFen: Fen;
  readonly termDays: number;
  /** null: for good; of a cut: until it is ended. */
  readonly lastDay: Day | null;
  /** Whether it cuts the limit, by a review or by a request that a review made; its terms are those that held before. */
  readonly isCut: boolean;
  /** Who had asked for it; null: nobody, a review decided it. */
  readonly requestedBy: string | null;
}

export const END_REFUSALS = ['not_temporary', 'own_request', 'not_allowed'] as const;
export type EndRefusal = (typeof END_REFUSALS)[number];

export type EndStanding =
  /** `onBehalfOf`: who is away and could end it; null: the member ends it in their own right. */
  { readonly may: true; readonly onBehalfOf: string | null } | { readonly may: false; readonly because: EndRefusal };

/**
 * Whether a member may end a temporary limit, or a cut, before its time: whoever could decide it alone by the policy's
 * tiers, or stands in for somebody who could and is away, but neither who asked for it nor in their place. What was
 * granted for good is changed by another request.
 * @param tiers the policy's `approvals`
 * @param absences who is away at the moment
 */
export function endStanding(
  tiers: Policy['approvals'],
  grant: EndableGrant,
  member: Member,
  responsibility: Responsibility,
  absences: readonly PresentAbsence[],
): EndStanding {
  if (grant.lastDay === null && !grant.isCut) return { may: false, because: 'not_temporary' };
  const decides = (person: Member) =>
    tiers.some(
      (tier) =>
        (tier.upToYuan === undefined || grant.limitFen <= fenFromYuan(tier.upToYuan)) &&
        (grant.isCut || tier.upToTermDays === undefined || grant.termDays <= tier.upToTermDays) &&
        holdsLevel(person, tier, responsibility),
    );
  const inOwnRight = decides(member);
  const handed = absences.filter(
    ({ approver, delegate }) => delegate?.code === member.code && mayStandIn(member) && decides(approver),
  );
  if (!inOwnRight && handed.length === 0) return { may: false, because: 'not_allowed' };
  if (member.code === grant.requestedBy) return { may: false, because: 'own_request' };
  if (inOwnRight) return { may: true, onBehalfOf: null };
  const absent = handed.find(({ approver }) => approver.code !== grant.requestedBy);
  if (absent === undefined) return { may: false, because: 'own_request' };
  return { may: true, onBehalfOf: absent.approver.code };
}
