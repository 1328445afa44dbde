import { companyNameIn } from './reading/names.ts';
import { readSubjectFrom } from './reading/subject.ts';
import type { Site } from './site.ts';

/** 国家企业信用信息公示系统: opaque addresses; results are cards with the name in a heading, split by <font>. */
export const gsxt: Site = {
  id: 'gsxt',
  covers: (host) => host === 'gsxt.gov.cn' || host.endsWith('.gsxt.gov.cn'),
  pageOf({ pathname }) {
    if (/^\/(?:%7B|\{).+(?:%7D|\})/i.test(pathname)) return { kind: 'company', id: pathname };
    return { kind: /search/i.test(pathname) ? 'list' : 'other', id: null };
  },
  names: 'a.search_list_item > h1',
  readName: (element) => companyNameIn(element),
  readSubject: (document) => readSubjectFrom(document, { headings: ['.fullName', 'h1'] }),
  evidence: {
    counts: '.tab a, .tab li, .classify a',
    cells: '.overview dt',
    status: '.companyStatus',
  },
  places: {
    cards: 'a.search_list_item',
    names: 'a.search_list_item > h1',
    heading: '.fullName',
    cells: '.overview dl',
  },
};
