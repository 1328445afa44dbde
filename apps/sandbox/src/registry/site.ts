import { type RegistryCompany, risksOf } from './companies.ts';

export type PageLanguage = 'zh' | 'hant' | 'en';

/** How a page of the sandbox shows one company: its name as that page writes it. */
export interface Shown {
  readonly company: RegistryCompany;
  readonly name: string;
  readonly language: PageLanguage;
}

/** A registry site of the sandbox: the structure of the real one, with markup of its own. */
export interface RegistrySite {
  readonly host: string;
  readonly title: string;
  readonly listPath: string;
  /** Of the parameter that holds the searched words. */
  readonly listKey: string;
  readonly highlight: 'em' | 'font';
  /** Elements with the names on lists, for scripts of the page that rewrite them in place. */
  readonly nameSelector: string;
  companyPath(company: RegistryCompany): string;
  /** One result. `marked` is the name as markup, perhaps with highlights. */
  item(shown: Shown, marked: string): string;
  /** The main part of a company's page. */
  company(shown: Shown): string;
  companyTitle(name: string): string;
  /** What a script in the head holds of the company. */
  embedded?(shown: Shown): string;
  /** What paging in place rewrites on the element with the name, beside its text. */
  rewrite(company: RegistryCompany): Readonly<Record<string, string>>;
}

/** The words beside the values of a company page. */
export const LABELS = {
  zh: {
    uscc: '统一社会信用代码',
    former: '曾用名',
    status: '存续',
    copy: '复制',
    person: '法定代表人',
    state: '登记状态',
  },
  hant: {
    uscc: '統一社會信用代碼',
    former: '曾用名',
    status: '存續',
    copy: '複製',
    person: '法定代表人',
    state: '登記狀態',
  },
  en: {
    uscc: 'Unified Social Credit Code',
    former: 'Former names',
    status: 'Active',
    copy: 'Copy',
    person: 'Legal representative',
    state: 'Registration status',
  },
} as const;

const RISKS = {
  zh: { dishonest: '失信被执行人', enforcement: '被执行人', abnormal: '经营异常', penalty: '行政处罚' },
  hant: { dishonest: '失信被執行人', enforcement: '被執行人', abnormal: '經營異常', penalty: '行政處罰' },
  en: {
    dishonest: 'Dishonest debtor',
    enforcement: 'Person subject to enforcement',
    abnormal: 'Abnormal operation',
    penalty: 'Administrative penalty',
  },
} as const;

/** What a company page says of risks: label and count of each kind, as its tabs show them. */
export function riskTabs(shown: Shown): readonly { readonly label: string; readonly count: number }[] {
  const counts = risksOf(shown.company);
  const labels = RISKS[shown.language];
  return [
    { label: labels.dishonest, count: counts.dishonest },
    { label: labels.enforcement, count: counts.enforcement },
    { label: labels.abnormal, count: counts.abnormal },
    { label: labels.penalty, count: counts.penalty },
  ];
}
