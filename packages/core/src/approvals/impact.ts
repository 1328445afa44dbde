import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';

/** A share of the whole exposure: before, and after, if the customer used all of what is asked for. */
export interface ShareChange {
  readonly of: 'customer' | 'industry' | 'region';
  readonly before: number;
  readonly after: number;
  /** The policy's largest. */
  readonly allowed: number;
}

/** What a limit, used to the full, does to its group and to concentration (R22, R27). */
export interface CreditImpact {
  /** Exposure that would come on top; 0 where the customer owes more already. */
  readonly addedFen: Fen;
  /** null: the customer belongs to no group. */
  readonly group: {
    readonly name: string;
    readonly beforeFen: Fen;
    readonly afterFen: Fen;
    /** null: the group has none. */
    readonly limitFen: Fen | null;
  } | null;
  /** Empty: the portfolio is too small to be judged by shares. */
  readonly shares: readonly ShareChange[];
}

/** The worst case of a limit: exposure grows up to it. */
export function creditImpact(facts: Facts, limitFen: Fen, limits: Policy['limits']): CreditImpact {
  const owed = facts.ledger?.exposureFen ?? 0;
  const addedFen = Math.max(0, limitFen - owed);
  const { group, portfolio, customer } = facts;
  const { customerShare, industryShare, regionShare, fromPortfolioYuan } = limits.concentration;
  const whole = portfolio.exposureFen;
  const change = (of: ShareChange['of'], fen: Fen, allowed: number): ShareChange => ({
    of,
    before: fen / whole,
    after: (fen + addedFen) / (whole + addedFen),
    allowed,
  });
  const judged = whole > 0 && whole >= fromPortfolioYuan * 100;
  return {
    addedFen,
    group:
      group === null
        ? null
        : {
            name: group.name,
            beforeFen: group.exposureFen,
            afterFen: group.exposureFen + addedFen,
            limitFen: group.limitFen,
          },
    shares: !judged
      ? []
      : [
          change('customer', owed, customerShare),
          ...(customer.industry === null ? [] : [change('industry', portfolio.industryExposureFen, industryShare)]),
          ...(customer.region === null ? [] : [change('region', portfolio.regionExposureFen, regionShare)]),
        ],
  };
}
