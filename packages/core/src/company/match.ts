import { exactKey, nearKey } from './name.ts';
import { isValidUscc, normaliseUscc } from './uscc.ts';

/** How a company was found, the surest first (§7). `near` is a suggestion and never carries a grade. */
export const MATCH_TIERS = ['uscc', 'name', 'former_name', 'near'] as const;
export type MatchTier = (typeof MATCH_TIERS)[number];

export interface Company {
  readonly name: string;
  readonly uscc: string | null;
  readonly formerNames: readonly string[];
}

export interface TierMatch<C extends Company> {
  readonly company: C;
  readonly tier: MatchTier;
}

/**
 * The tier at which a typed name or code finds a company.
 * @returns null when it does not. A valid USCC is compared with the company's USCC alone: a code is not a name.
 */
export function matchTier(text: string, company: Company): MatchTier | null {
  const code = normaliseUscc(text);
  if (isValidUscc(code)) return company.uscc !== null && normaliseUscc(company.uscc) === code ? 'uscc' : null;
  const key = exactKey(text);
  if (key === '') return null;
  if (exactKey(company.name) === key) return 'name';
  if (company.formerNames.some((former) => exactKey(former) === key)) return 'former_name';
  return nearKey(company.name) === nearKey(text) ? 'near' : null;
}

/**
 * All companies found at the best tier that finds any, in the order given: an exact name hides former names, and any
 * sure match hides near ones. More than one result is for the reader to choose from.
 */
export function matchesOf<C extends Company>(text: string, companies: readonly C[]): TierMatch<C>[] {
  const found: TierMatch<C>[] = [];
  for (const company of companies) {
    const tier = matchTier(text, company);
    if (tier !== null) found.push({ company, tier });
  }
  const best = MATCH_TIERS.find((tier) => found.some((match) => match.tier === tier));
  return found.filter((match) => match.tier === best);
}
