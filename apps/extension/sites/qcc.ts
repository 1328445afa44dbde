import { readCompanyLink } from './reading/links.ts';
import { readSubjectFrom } from './reading/subject.ts';
import type { Site } from './site.ts';

const COMPANY = /^\/firm\/([0-9a-f]{32})\.html$/i;

/** 企查查: names are links, on search results split by <em>; the code stands in a table of cells. */
export const qcc: Site = {
  id: 'qcc',
  covers: (host) => host === 'www.qcc.com',
  pageOf({ pathname }) {
    const id = COMPANY.exec(pathname)?.[1]?.toLowerCase() ?? null;
    if (id !== null) return { kind: 'company', id };
    return { kind: pathname.startsWith('/web/search') ? 'list' : 'other', id: null };
  },
  names: 'a[href*="/firm/"]',
  readName: (element, page) => readCompanyLink(element, page, qcc),
  readSubject: (document) => readSubjectFrom(document, { headings: ['.company-detail h1.copy-value', 'h1'] }),
  evidence: {
    counts: 'nav a, .tab-nav a, .company-tab a, .nav-item, .tcaption h3',
    cells: '.ntable td',
    status: '.company-detail .ntag',
  },
  places: {
    links: 'a[href*="/firm/"]',
    heading: 'h1',
    ownHeading: '.company-detail h1.copy-value',
    cells: '.ntable td',
  },
};
