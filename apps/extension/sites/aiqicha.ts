import { readCompanyLink } from './reading/links.ts';
import { cleanPageName, firstText, looksLikeCompany, roughly } from './reading/names.ts';
import { readSubjectFrom } from './reading/subject.ts';
import type { Site } from './site.ts';

const COMPANY = /^\/company_detail_(\w+)/;
const CARD_NAME = 'h3.title a[title]';

/** 爱企查: cards are links without an address; paging rewrites title and text of the same element. */
export const aiqicha: Site = {
  id: 'aiqicha',
  covers: (host) => host === 'aiqicha.baidu.com',
  pageOf({ pathname }) {
    const id = COMPANY.exec(pathname)?.[1] ?? null;
    if (id !== null) return { kind: 'company', id };
    return { kind: pathname === '/s' ? 'list' : 'other', id: null };
  },
  names: `${CARD_NAME}, a[href*="company_detail_"]`,
  readName: (element, page) =>
    element.matches(CARD_NAME) ? readCardName(element) : readCompanyLink(element, page, aiqicha),
  readSubject: (document) => readSubjectFrom(document, { headings: ['h1.name', 'h1'] }),
  evidence: {
    counts: '.tab a, .tab-item, .nav a',
    cells: 'td, td span',
    status: 'h1.name .status',
  },
  places: {
    cards: '[data-log-title^="item-"]',
    cardNames: CARD_NAME,
    links: 'a[href*="company_detail_"]',
    heading: 'h1',
    ownHeading: 'h1.name',
  },
};

/** Title and text must say the same: between the two the card belongs to nobody. The text may end in an ellipsis. */
function readCardName(element: Element): string | null {
  if (element.closest('[data-log-title^="item-"]') === null) return null;
  const name = cleanPageName(element.getAttribute('title') ?? '');
  const text = roughly(cleanPageName(firstText(element)));
  const shown = /^(.*?)(?:…|\.\.\.)$/u.exec(text)?.[1];
  const agrees = shown === undefined ? roughly(name) === text : shown !== '' && roughly(name).startsWith(shown);
  return agrees && looksLikeCompany(name) ? name : null;
}
