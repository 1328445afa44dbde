import { cleanName } from '@xinshao/core/company/clean-name.ts';

/** Elements that only mark a part of a text: search words are highlighted with them. */
const HIGHLIGHTS = new Set(['EM', 'FONT', 'MARK', 'B', 'STRONG', 'I']);

/**
 * The first text of an element, whole: highlights are joined, and it ends where another element begins, because what
 * follows a name in the same cell is its status, a button or a former name.
 */
export function firstText(element: Node): string {
  let text = '';
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue ?? '';
    else if (!(child instanceof Element)) continue;
    else if (HIGHLIGHTS.has(child.tagName)) text += child.textContent ?? '';
    else if (text.trim() !== '') break;
    else {
      const inner = firstText(child);
      if (inner.trim() !== '') return inner;
    }
  }
  return text;
}

const STATUS =
  /(?:\s|[（(【[])*(?:存续|在业|开业|正常|注销|吊销|迁出|迁入|停业|清算|撤销|登记成立|存續|註銷|吊銷|開業)(?:[）)】\]]|\s)*$/u;
const FORMER = /[（(【[]?\s*(?:曾用名|曾用名称|历史名称|原名|曾用名稱|歷史名稱|Former names?)\s*[:：]?/iu;

/** A name without what pages add to it: copy buttons, status words, bullets, former names. */
export function cleanPageName(text: string): string {
  const former = FORMER.exec(text);
  return cleanName(former === null ? text : text.slice(0, former.index))
    .replace(/^[•·\s]+/u, '')
    .replace(/\s*(?:复制|複製|Copy)\s*$/iu, '')
    .replace(STATUS, '')
    .trim();
}

const ENDING =
  /(?:公司|集团|集團|厂|廠|银行|銀行|合作社|事务所|事務所|中心|营业部|營業部|办事处|辦事處|代表处|分行|支行|[商门店]店|经营部|工作室|研究院|研究所|协会|基金会|(?:合伙|个体工商户|个人独资|有限|普通合伙|有限合伙|合夥)[）)]|\b(?:Ltd|Limited|Inc|Corp|Corporation|LLC|LLP|GmbH|Company|Co|Group|Bank|Factory|Branch)\.?)$/iu;

/** Whether a text ends like the name of a company: links that lead to a company carry many other texts. */
export function looksLikeCompany(name: string): boolean {
  return name.length >= 4 && name.length <= 120 && ENDING.test(name);
}

/** The company a link or a heading names; null when its text is not a company's name. */
export function companyNameIn(element: Element): string | null {
  const raw = firstText(element);
  if (/^\s*•\s/u.test(raw)) return null;
  const name = cleanPageName(raw);
  return looksLikeCompany(name) ? name : null;
}

/** A rough form for comparing two readings of one page; not a company key. */
export function roughly(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/[[【〔「『]/gu, '(')
    .replace(/[\]】〕」』]/gu, ')')
    .toUpperCase();
}
