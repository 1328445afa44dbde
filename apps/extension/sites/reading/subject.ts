import { cleanName } from '@xinshao/core/company/clean-name.ts';
import type { SubjectReading } from '../site.ts';
import { nextCell } from './cells.ts';
import { cleanPageName, companyNameIn, headingNameIn, looksLikeCompany, roughly } from './names.ts';
import { usccsOf } from './uscc.ts';

export interface SubjectPlaces {
  /** Selectors of the heading with the name, the surest first. */
  readonly headings: readonly string[];
  /** The site's own places of a USCC, beside those found by label. */
  readonly usccs?: readonly string[];
  /** What a script in the page holds of the company of this very address; null when it holds another's. */
  readonly embedded?: EmbeddedCompany | null;
}

export interface EmbeddedCompany {
  readonly name: string | null;
  readonly uscc: string | null;
}

/**
 * Reads the company of a company page in the most robust order and cross-checks: the heading's first text against the
 * page's title and embedded data, and all USCCs of the page with each other. Where two readings disagree it is nobody's
 * page until they agree.
 */
export function readSubjectFrom(document: Document, places: SubjectPlaces): SubjectReading {
  const heading = firstHeading(document, places.headings);
  if (heading === null) return { outcome: 'nothing' };
  const { name, anchor } = heading;
  const usccs = new Set(usccsOf(document, places.usccs ?? []));
  const embedded = places.embedded ?? null;
  if (embedded?.uscc) usccs.add(embedded.uscc);
  if (usccs.size > 1) return { outcome: 'disagree' };
  const other = embedded?.name ? cleanPageName(embedded.name) : null;
  if (other !== null && roughly(other) !== roughly(name)) return { outcome: 'disagree' };
  if (!titleAgrees(document.title, name)) return { outcome: 'disagree' };
  const [uscc = null] = usccs;
  return { outcome: 'read', subject: { name, uscc, formerNames: formerNamesOf(document, anchor, name) }, anchor };
}

/** The first heading that ends like a company's name; where there is none, the first that may be one. */
function firstHeading(document: Document, selectors: readonly string[]): { name: string; anchor: Element } | null {
  for (const read of [companyNameIn, headingNameIn]) {
    for (const selector of selectors) {
      for (const anchor of document.querySelectorAll(selector)) {
        const name = read(anchor);
        if (name !== null) return { name, anchor };
      }
    }
  }
  return null;
}

/** A title that names a company must name this one; one that names none is no second reading. */
function titleAgrees(title: string, name: string): boolean {
  if (roughly(title).includes(roughly(name))) return true;
  const parts = title.split(/[-_|–—,，【】]|(?<=公司)/u).map(cleanName);
  return !parts.some((part) => looksLikeCompany(part) && !/(?:查|公示系统|公示系統)/u.test(part));
}

const FORMER_LABEL = /(?:曾用名称?|历史名称|曾用名稱|歷史名稱|Former names?)\s*[:：]?\s*/iu;
const MOST_FORMER_NAMES = 5;

/** Former names as they stand in the name's cell, or right beside it. */
function formerNamesOf(document: Document, anchor: Element, name: string): string[] {
  const cell = [anchor, anchor.parentElement, anchor.parentElement?.parentElement].find(
    (element) => element && element !== document.body && FORMER_LABEL.test(element.textContent ?? ''),
  );
  if (!cell) return [];
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const label = FORMER_LABEL.exec(node.nodeValue ?? '');
    if (label === null) continue;
    const rest = (node.nodeValue ?? '').slice(label.index + label[0].length).trim();
    const names = (rest === '' ? (nextCell(node) ?? '') : rest)
      .slice(0, 400)
      .split(/[、;；,，\n\r]|\s{2,}/u)
      .map((part) => cleanPageName(part.replace(/[（(]\s*\d{4}.*$/u, '')))
      .filter((part) => looksLikeCompany(part) && part !== name);
    return [...new Set(names)].slice(0, MOST_FORMER_NAMES);
  }
  return [];
}
