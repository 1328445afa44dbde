import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { CompiledGrade, CompiledPolicy } from '../scorecard/compiled.ts';

/**
 * Headroom under the policy's largest shares of the whole exposure by customer, industry and region (R22); the least
 * of the three counts. Small portfolios are not judged: in them every customer is a concentration.
 */
export function concentration(facts: Facts, _grade: CompiledGrade | null, policy: CompiledPolicy): Fen | null {
  const { portfolio, customer } = facts;
  if (portfolio.exposureFen <= 0 || portfolio.exposureFen < policy.concentrationFromFen) return null;
  const shares = policy.policy.limits.concentration;
  const own = facts.ledger?.exposureFen ?? 0;
  let least = portfolio.exposureFen * shares.customerShare;
  if (customer.industry !== null) {
    least = Math.min(least, portfolio.exposureFen * shares.industryShare - (portfolio.industryExposureFen - own));
  }
  if (customer.region !== null) {
    least = Math.min(least, portfolio.exposureFen * shares.regionShare - (portfolio.regionExposureFen - own));
  }
  return Math.max(0, Math.round(least));
}
