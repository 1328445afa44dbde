import type { PortfolioConcentration } from '@xinshao/core/contract/overlay-portfolio.ts';
import { fenFromYuan } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { LargestShare } from '@xinshao/db/portfolio/selection/largest-shares.ts';

const KINDS = ['customer', 'industry', 'region'] as const;

/** The largest customer, industry and region against policy's ceilings (R22); empty for a portfolio that is too small. */
export function ceilingsOf(policy: Policy | null, shares: readonly LargestShare[]): PortfolioConcentration['ceilings'] {
  if (policy === null) return [];
  const { customerShare, industryShare, regionShare, fromPortfolioYuan } = policy.limits.concentration;
  const ceilings = { customer: customerShare, industry: industryShare, region: regionShare };
  return KINDS.flatMap((kind) => {
    const found = shares.find((share) => share.kind === kind);
    if (found === undefined || found.wholeFen < fenFromYuan(fromPortfolioYuan)) return [];
    return [{ kind, value: found.value, share: found.exposureFen / found.wholeFen, ceiling: ceilings[kind] }];
  });
}
