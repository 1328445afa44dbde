import { branchOf } from '@xinshao/core/company/branch.ts';
import type { BadgeEntry, CompanyKey } from '@xinshao/core/contract/overlay.ts';
import type { Found, Subject } from '../messages.ts';
import { nameKey, nearNameKey, usccKey } from './hashes.ts';
import type { Lookups, Problem } from './lookups.ts';

const MOST_SUGGESTED = 5;

/** All keys under which a subject is worth asking for. */
interface SubjectKeys {
  readonly uscc: CompanyKey | null;
  readonly name: CompanyKey | null;
  readonly former: readonly CompanyKey[];
  /** Of the company a branch belongs to. */
  readonly parent: CompanyKey | null;
}

export function keysOf(subject: Subject): SubjectKeys {
  const branch = branchOf(subject.name);
  return {
    uscc: subject.uscc === null ? null : usccKey(subject.uscc),
    name: nameKey(subject.name),
    former: subject.formerNames.map(nameKey).filter((key) => key !== null),
    parent: branch === null ? null : nameKey(branch.parentName),
  };
}

/**
 * Who of our customers each subject is; a problem when the server could not be asked. All hashes are made before the
 * first question: those of one page leave in one request.
 */
export async function findSubjects(
  subjects: readonly Subject[],
  hash: (key: CompanyKey) => Promise<string>,
  lookups: Lookups,
): Promise<
  { readonly ok: true; readonly found: readonly Found[] } | { readonly ok: false; readonly problem: Problem }
> {
  const wanted = subjects.map(keysOf);
  const keys = new Set(wanted.flatMap(({ uscc, name, former, parent }) => [uscc, name, ...former, parent]));
  const all = [...keys].filter((key) => key !== null);
  const looked = await lookups.look(await Promise.all(all.map(hash)));
  const entries = new Map<CompanyKey, readonly BadgeEntry[]>();
  for (const [index, key] of all.entries()) {
    const one = looked[index];
    if (one === undefined) continue;
    if (!one.ok) return one;
    entries.set(key, one.entries);
  }
  const entriesOf = (key: CompanyKey | null) => (key === null ? [] : (entries.get(key) ?? []));
  return { ok: true, found: wanted.map((one) => decide(one, entriesOf)) };
}

/** Customers with a near name: suggestions, asked for only where somebody looks at one company. */
export async function findNear(
  name: string,
  hash: (key: CompanyKey) => Promise<string>,
  lookups: Lookups,
): Promise<{ readonly ok: true; readonly near: Found['near'] } | { readonly ok: false; readonly problem: Problem }> {
  const key = nearNameKey(name);
  if (key === null) return { ok: true, near: [] };
  const [looked] = await lookups.look([await hash(key)]);
  if (looked === undefined || !looked.ok) return looked ?? { ok: true, near: [] };
  const entries = looked.entries.filter(({ matchedBy }) => matchedBy === 'near');
  return { ok: true, near: entries.slice(0, MOST_SUGGESTED).map(({ customerId, name }) => ({ customerId, name })) };
}

/** Nobody we know. */
export const NOBODY: Found = {
  state: 'unknown',
  entries: [],
  matchedBy: null,
  nameOnly: false,
  codeOnly: false,
  near: [],
};

type EntriesOf = (key: CompanyKey | null) => readonly BadgeEntry[];

/**
 * The tiers of §7: a valid USCC, the exact name, a former name. A code that finds one customer and a name that finds
 * another is a conflict; a name whose customer has another code than the page is a namesake's; several hits have no
 * grade; a branch names its parent and inherits nothing.
 */
export function decide(keys: SubjectKeys, entriesOf: EntriesOf): Found {
  const byCode = distinct(entriesOf(keys.uscc));
  const byName = bestNames(entriesOf(keys.name));
  const [coded] = byCode;
  if (coded !== undefined) {
    if (byCode.length > 1) return { ...NOBODY, state: 'several', entries: byCode };
    const others = byName.filter(({ matchedBy }) => matchedBy === 'name');
    const isNamed = others.some(({ customerId }) => customerId === coded.customerId);
    if (others.length > 0 && !isNamed) return { ...NOBODY, state: 'conflict', entries: [coded, ...others] };
    // Who selected a code and nothing else named nobody.
    const isNameGiven = keys.name?.slice('name:'.length) !== keys.uscc?.slice('uscc:'.length);
    const isOurName = [keys.name, ...keys.former].some((key) =>
      entriesOf(key).some(({ customerId }) => customerId === coded.customerId),
    );
    const codeOnly = isNameGiven && !isOurName;
    return { ...NOBODY, state: 'customer', entries: [coded], matchedBy: 'uscc', codeOnly };
  }
  const isCodeUnknown = keys.uscc !== null;
  const [named] = byName;
  if (named !== undefined) {
    return ofOneName(byName, named.matchedBy === 'former_name' ? 'former_name' : 'name', isCodeUnknown);
  }
  const formerly = distinct(keys.former.flatMap((key) => bestNames(entriesOf(key))));
  if (formerly.length > 0) return ofOneName(formerly, 'page_former_name', isCodeUnknown);
  const parents = bestNames(entriesOf(keys.parent));
  if (parents.length === 1) return { ...NOBODY, state: 'branch', entries: parents };
  return NOBODY;
}

/**
 * Customers found by a name. A company keeps its code for life: where the page has one that is nobody's, a customer whose
 * code we have is another company.
 */
function ofOneName(
  entries: readonly BadgeEntry[],
  matchedBy: NonNullable<Found['matchedBy']>,
  isCodeUnknown: boolean,
): Found {
  if (isCodeUnknown && entries.every(({ hasUscc }) => hasUscc)) return { ...NOBODY, state: 'namesake', entries };
  if (entries.length > 1) return { ...NOBODY, state: 'several', entries };
  return { ...NOBODY, state: 'customer', entries, matchedBy, nameOnly: isCodeUnknown };
}

/** An exact name hides former names. */
function bestNames(entries: readonly BadgeEntry[]): BadgeEntry[] {
  const exact = entries.filter(({ matchedBy }) => matchedBy === 'name');
  return distinct(exact.length > 0 ? exact : entries.filter(({ matchedBy }) => matchedBy === 'former_name'));
}

function distinct(entries: readonly BadgeEntry[]): BadgeEntry[] {
  return [...new Map(entries.map((entry) => [entry.customerId, entry])).values()];
}
