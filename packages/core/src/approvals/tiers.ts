import { fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import { holdsLevel } from './permissions.ts';
import type { ApprovalLevel, RequestedCredit } from './request.ts';

type Tier = Policy['approvals'][number];

export interface RequiredApproval {
  readonly levels: readonly ApprovalLevel[];
  /** Whether finance keeps the decision on file (R17: terms over 90 days). */
  readonly filedWithFinance: boolean;
}

/**
 * Who must agree to a limit and terms, from the lowest tier up to the first one that may decide alone (R17, R20).
 *
 * A manager's own request begins above the managers: the tier below would be themselves. So does the request for a
 * customer for whom no manager answers. A tier that the requester alone holds is taken by the next one above (R21); where
 * there is none, it waits until somebody else holds it too.
 * @param tiers the policy's `approvals`, the lowest first
 * @param staff who may hold a tier; empty: the levels as the policy names them
 * @returns null when no tier of the policy may agree to it
 */
export function requiredApproval(
  tiers: Policy['approvals'],
  requested: RequestedCredit,
  requester: Pick<Member, 'code' | 'role'>,
  responsibility: Responsibility,
  staff: readonly Member[],
): RequiredApproval | null {
  const last = tiers.findIndex((tier) => covers(tier, requested));
  if (last === -1) return null;
  const managerless =
    requester.role === 'sales_manager' ||
    (responsibility.ownerTeamCode === null && responsibility.ownerManagerCode === null);
  const usable = tiers
    .map((tier, place) => ({ ...tier, place }))
    .filter(({ role }) => !(managerless && role === 'sales_manager'));
  const free = usable.filter((tier) => !isRequestersAlone(tier, requester.code, responsibility, staff));
  const decidesAlone = free.find(({ place }) => place >= last);
  // Where the tier that is enough is left out, the next one above it takes its place.
  const levels =
    decidesAlone === undefined
      ? usable.filter(({ place }) => place <= last)
      : free.filter(({ place }) => place <= decidesAlone.place);
  if (levels.length === 0) return null;
  return {
    levels: levels.map(({ tier, role }) => ({ tier, role })),
    filedWithFinance: levels.some(
      ({ financeFilesOverTermDays: days }) => days !== undefined && requested.termDays > days,
    ),
  };
}

/** Whether the requester holds a tier and nobody else does: nobody could answer for it. */
function isRequestersAlone(
  tier: Tier,
  requester: string,
  responsibility: Responsibility,
  staff: readonly Member[],
): boolean {
  const holders = staff.filter((member) => holdsLevel(member, tier, responsibility));
  return holders.length > 0 && holders.every(({ code }) => code === requester);
}

function covers(tier: Tier, { limitFen, termDays }: RequestedCredit): boolean {
  const enough = tier.upToYuan === undefined || limitFen <= fenFromYuan(tier.upToYuan);
  return enough && (tier.upToTermDays === undefined || termDays <= tier.upToTermDays);
}
