import { readCompanyLink } from './reading/links.ts';
import { readSubjectFrom } from './reading/subject.ts';
import type { Site } from './site.ts';

const COMPANY = /^\/company\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** 启信宝: links by a uuid, the code by its label. */
export const qixin: Site = {
  id: 'qixin',
  covers: (host) => host === 'www.qixin.com',
  pageOf({ pathname }) {
    const id = COMPANY.exec(pathname)?.[1]?.toLowerCase() ?? null;
    if (id !== null) return { kind: 'company', id };
    return { kind: pathname.startsWith('/search') ? 'list' : 'other', id: null };
  },
  names: 'a[href*="/company/"]',
  readName: (element, page) => readCompanyLink(element, page, qixin),
  readSubject: (document) => readSubjectFrom(document, { headings: ['h1'] }),
  evidence: {
    counts: 'nav a, .tab a, .tab-item, .section-title',
    cells: 'dt',
    status: 'h1 ~ .tag, .company-status',
  },
  places: { links: 'a[href*="/company/"]', heading: 'h1' },
};
