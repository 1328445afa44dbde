import type { Facts, StatementFacts } from './facts.ts';

/**
 * Which source of financial statements counts where several report one period, the most reliable first: an auditor
 * vouches for the first, the tax office checks the second, the third is what the company itself told the registry.
 * Sources are free text; one that matches nothing comes after them, a statement without a source last.
 */
const ORDER: readonly RegExp[] = [/审计|audit/i, /税|tax/i, /年报|年度报告|工商|annual report|registry/i];
/** Says that nobody audited it, with the same words. */
const NOT_AUDITED = /未经?审|unaudited|not audited/i;

/** Place of a source in that order; 0 is the most reliable. */
export function placeOfSource(source: string | null): number {
  if (source === null) return ORDER.length + 1;
  const place = NOT_AUDITED.test(source) ? -1 : ORDER.findIndex((words) => words.test(source));
  return place === -1 ? ORDER.length : place;
}

/**
 * The statement that counts of each of the two latest periods, and what other sources state for the latest of them.
 * @param statements of one customer, in any order
 */
export function statementsThatCount(
  statements: readonly StatementFacts[],
): Pick<Facts, 'statement' | 'previousStatement' | 'otherStatements'> {
  const ordered = [...statements].sort(latestAndMostReliableFirst);
  const [statement = null] = ordered;
  const ofSamePeriod = ({ periodEnd }: StatementFacts) => periodEnd === statement?.periodEnd;
  const others = ordered.filter((other) => other !== statement && ofSamePeriod(other));
  return {
    statement,
    previousStatement: ordered.find((other) => !ofSamePeriod(other)) ?? null,
    ...(others.length === 0 ? {} : { otherStatements: others }),
  };
}

function latestAndMostReliableFirst(one: StatementFacts, other: StatementFacts): number {
  if (one.periodEnd !== other.periodEnd) return one.periodEnd < other.periodEnd ? 1 : -1;
  const places = placeOfSource(one.source) - placeOfSource(other.source);
  if (places !== 0) return places;
  // Of equals the first by name, so that the same rows always give the same facts.
  const [name = '', otherName = ''] = [one.source ?? '', other.source ?? ''];
  return name < otherName ? -1 : name > otherName ? 1 : 0;
}
