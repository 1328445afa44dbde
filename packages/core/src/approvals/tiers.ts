import { fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Responsibility, Role } from '../roles/roles.ts';
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
 * customer for whom no manager answers.
 * @param tiers the policy's `approvals`, the lowest first
 * @returns null when no tier of the policy may agree to it
 */
export function requiredApproval(
  tiers: Policy['approvals'],
  requested: RequestedCredit,
  requesterRole: Role,
  responsibility: Responsibility,
): RequiredApproval | null {
  const last = tiers.findIndex((tier) => covers(tier, requested));
  if (last === -1) return null;
  const managerless =
    requesterRole === 'sales_manager' ||
    (responsibility.ownerTeamCode === null && responsibility.ownerManagerCode === null);
  const usable = (tier: Tier) => !(managerless && tier.role === 'sales_manager');
  const needed = tiers.slice(0, last + 1).filter(usable);
  // The one tier that was enough is left out: the next one above it takes its place.
  const above = tiers.slice(last + 1).filter(usable);
  const levels = needed.length > 0 ? needed : above.slice(0, 1);
  if (levels.length === 0) return null;
  return {
    levels: levels.map(({ tier, role }) => ({ tier, role })),
    filedWithFinance: levels.some(
      ({ financeFilesOverTermDays: days }) => days !== undefined && requested.termDays > days,
    ),
  };
}

function covers(tier: Tier, { limitFen, termDays }: RequestedCredit): boolean {
  const enough = tier.upToYuan === undefined || limitFen <= fenFromYuan(tier.upToYuan);
  return enough && (tier.upToTermDays === undefined || termDays <= tier.upToTermDays);
}
