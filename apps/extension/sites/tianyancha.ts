import { isValidUscc } from '@xinshao/core/company/uscc.ts';
import { readCompanyLink } from './reading/links.ts';
import { type EmbeddedCompany, readSubjectFrom } from './reading/subject.ts';
import type { Site } from './site.ts';

const COMPANY = /^\/company\/(\d+)(?:\/.*)?$/;

/** 天眼查: class names end in build hashes; the heading's first span is the name, the rest its status. */
export const tianyancha: Site = {
  id: 'tianyancha',
  covers: (host) => host === 'www.tianyancha.com',
  pageOf({ pathname }) {
    const id = COMPANY.exec(pathname)?.[1] ?? null;
    if (id !== null) return { kind: 'company', id };
    return { kind: /^\/(?:n?search)/.test(pathname) ? 'list' : 'other', id: null };
  },
  names: 'a[href*="/company/"]',
  readName: (element, page) => readCompanyLink(element, page, tianyancha),
  readSubject: (document, page) =>
    readSubjectFrom(document, {
      headings: ['h1[class^="index_company-name"]', 'h1'],
      usccs: ['[class*="index_detail-credit-code"]'],
      embedded: embeddedCompany(document, page.id),
    }),
  evidence: {
    counts: '[class*="index_tabs"] a, [class*="dimHeader"] *',
    cells: 'td, [class*="index_detail-label"]',
    status: 'h1[class^="index_company-name"] [class*="index_reg-status"]',
  },
  places: {
    links: 'a[href*="/company/"]',
    heading: 'h1',
    ownHeading: 'h1[class^="index_company-name"]',
    code: '[class*="index_detail-credit-code"]',
    data: 'script#__NEXT_DATA__',
  },
};

/** The script keeps the first company while the page moves on to others: only the address tells whose data it is. */
function embeddedCompany(document: Document, id: string | null): EmbeddedCompany | null {
  const text = document.querySelector('script#__NEXT_DATA__')?.textContent;
  if (!text || id === null || !text.includes(id)) return null;
  const company = parsed(text, id);
  if (company === null) return null;
  const code = typeof company.creditCode === 'string' && isValidUscc(company.creditCode) ? company.creditCode : null;
  return { name: typeof company.name === 'string' ? company.name : null, uscc: code };
}

type Parsed = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Parsed => typeof value === 'object' && value !== null;

function parsed(text: string, id: string): Parsed | null {
  try {
    const data: unknown = JSON.parse(text);
    return isObject(data) ? withId(data, id, 0) : null;
  } catch {
    return null;
  }
}

/** The company object nested anywhere in the first levels of the page's properties. */
function withId(value: Parsed, id: string, depth: number): Parsed | null {
  if (String(value.id) === id && typeof value.name === 'string') return value;
  if (depth === 6) return null;
  for (const inner of Object.values(value)) {
    const found = isObject(inner) ? withId(inner, id, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}
