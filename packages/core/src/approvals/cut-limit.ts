import type { Day } from '../day/day.ts';
import { type Fen, fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Role } from '../roles/roles.ts';
import type { RequiredApproval } from './tiers.ts';

type Tier = Policy['approvals'][number];

/**
 * The largest limit to which somebody in this role may cut without asking anybody: what their tier may decide. Terms stay
 * as they are, so they decide nothing here.
 * @returns fen; null: any; 0: none, because no tier of the policy is theirs
 */
export function largestCutAlone(tiers: Policy['approvals'], role: Role): Fen | null {
  const own = tiers.filter((tier) => tier.role === role);
  if (own.some(({ upToYuan }) => upToYuan === undefined)) return null;
  return Math.max(0, ...own.map(({ upToYuan }) => (upToYuan === undefined ? 0 : fenFromYuan(upToYuan))));
}

export type CutNeed =
  | { readonly kind: 'at_once' }
  | { readonly kind: 'approval'; readonly required: RequiredApproval }
  /** Nobody in the policy may agree to it. */
  | { readonly kind: 'no_tier' };

/**
 * Who must agree when a limit is cut to this amount (R20): nobody else up to what the role may decide alone; above that
 * the tiers over it, up to the first one that may decide it. The tiers below are not asked: they may not decide as much.
 * @param tiers the policy's `approvals`, the lowest first
 */
export function cutNeed(tiers: Policy['approvals'], limitFen: Fen, role: Role): CutNeed {
  const alone = largestCutAlone(tiers, role);
  if (alone === null || limitFen <= alone) return { kind: 'at_once' };
  const above = tiers.slice(tiers.findLastIndex((tier) => tier.role === role) + 1);
  const last = above.findIndex((tier) => covers(tier, limitFen));
  if (last === -1) return { kind: 'no_tier' };
  const levels = above.slice(0, last + 1).map((tier) => ({ tier: tier.tier, role: tier.role }));
  return { kind: 'approval', required: { levels, filedWithFinance: false } };
}

function covers({ upToYuan }: Tier, limitFen: Fen): boolean {
  return upToYuan === undefined || limitFen <= fenFromYuan(upToYuan);
}

/** Whether an amount is a cut: above 0 and below what holds; where no limit is set there is nothing to cut. */
export function isCut(limitFen: Fen, presentFen: Fen | null): boolean {
  return limitFen > 0 && presentFen !== null && limitFen < presentFen;
}

/**
 * The last day of a cut, so that it never raises anything: where a temporary limit holds and what follows it is not more
 * than the cut, the cut ends with it.
 * @param until what the officer chose; null: until it is ended
 * @param present what holds now, and until when; null: for good
 * @param afterwardsFen the limit that holds when the present one is over; null: none is set
 */
export function lastDayOfCut(
  limitFen: Fen,
  until: Day | null,
  present: { readonly lastDay: Day | null },
  afterwardsFen: Fen | null,
): Day | null {
  const { lastDay } = present;
  if (lastDay === null || afterwardsFen === null || afterwardsFen > limitFen) return until;
  return until === null || until > lastDay ? lastDay : until;
}
