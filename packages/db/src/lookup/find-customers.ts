import { branchOf } from '@xinshao/core/company/branch.ts';
import { exactKey } from '@xinshao/core/company/name.ts';
import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type { Database } from '../database.ts';
import { type CustomerMatch, matchCustomers } from './match-customers.ts';
import { type CustomerSuggestion, suggestCustomers } from './suggest-customers.ts';

/** What a typed name, code or USCC finds. */
export interface CustomerMatches {
  /** Sure matches of the best tier (§7); more than one is for the reader to choose from, and no grade is shown. */
  readonly matches: readonly CustomerMatch[];
  /** Near names and names that begin with or contain the text; only when nothing matches surely. Never a grade. */
  readonly suggestions: readonly CustomerSuggestion[];
  /** The text is the name of a branch that is no customer itself: its parent, and the customer that the parent is. */
  readonly branchOf: { readonly parentName: string; readonly customerId: number | null } | null;
}

/** Longer texts are no names. */
const LONGEST = 200;

/**
 * Finds customers by code, USCC, name or former name, in this order; the first tier that finds any decides.
 * @param limit how many matches and how many suggestions at most
 */
export async function findCustomers(database: Database, text: string, limit = 10): Promise<CustomerMatches> {
  const typed = text.slice(0, LONGEST).trim();
  const key = exactKey(typed);
  if (key === '') return { matches: [], suggestions: [], branchOf: null };
  const code = normaliseUscc(typed);
  const uscc = isValidUscc(code) ? code : null;
  const matches = await matchCustomers(database, { code: typed, uscc, key }, limit);
  if (matches.length > 0) return { matches, suggestions: [], branchOf: null };

  const branch = branchOf(typed);
  const suggestions = uscc === null ? await suggestCustomers(database, typed, limit) : [];
  if (branch === null) return { matches, suggestions, branchOf: null };
  const parents = await matchCustomers(database, { code: null, uscc: null, key: exactKey(branch.parentName) }, 2);
  // Two companies of that name: which of them is the parent is not for us to guess.
  const customerId = parents.length === 1 ? (parents[0]?.customerId ?? null) : null;
  return { matches, suggestions, branchOf: { parentName: branch.parentName, customerId } };
}
