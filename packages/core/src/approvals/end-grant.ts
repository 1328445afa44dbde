import type { Day } from '../day/day.ts';
import { type Fen, fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import { holdsLevel } from './permissions.ts';

/** A limit with its terms that holds, as far as it matters for ending it. */
export interface EndableGrant {
  readonly limitFen: Fen;
  readonly termDays: number;
  /** null: for good; of a cut: until it is ended. */
  readonly lastDay: Day | null;
  /** Whether a review cut the limit; its terms are those that held before. */
  readonly isCut: boolean;
  /** Who had asked for it; null: nobody, a review decided it. */
  readonly requestedBy: string | null;
}

export const END_REFUSALS = ['not_temporary', 'own_request', 'not_allowed'] as const;
export type EndRefusal = (typeof END_REFUSALS)[number];

/**
 * Whether a member may end a temporary limit, or a cut, before its time: whoever could decide it alone by the policy's
 * tiers, but for who asked for it. What was granted for good is changed by another request.
 * @param tiers the policy's `approvals`
 * @returns why not; null: they may
 */
export function endRefusal(
  tiers: Policy['approvals'],
  grant: EndableGrant,
  member: Member,
  responsibility: Responsibility,
): EndRefusal | null {
  if (grant.lastDay === null && !grant.isCut) return 'not_temporary';
  const decides = tiers.some(
    (tier) =>
      (tier.upToYuan === undefined || grant.limitFen <= fenFromYuan(tier.upToYuan)) &&
      (grant.isCut || tier.upToTermDays === undefined || grant.termDays <= tier.upToTermDays) &&
      holdsLevel(member, tier, responsibility),
  );
  if (!decides) return 'not_allowed';
  return member.code === grant.requestedBy ? 'own_request' : null;
}
