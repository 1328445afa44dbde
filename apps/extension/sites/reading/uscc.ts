import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import { nextCell } from './cells.ts';

const LABEL =
  /^(?:统一社会信用代码|統一社會信用代碼|统一社会信用代码\/注册号|unified social credit (?:code|identifier))[:：]?$/iu;
const LABEL_AND_CODE =
  /(?:统一社会信用代码|統一社會信用代碼|统一社会信用代码\/注册号|unified social credit (?:code|identifier))\s*[:：]?\s*([0-9A-Z]{18})(?![0-9A-Z])/iu;
const WITH_LABEL =
  ".//text()[contains(., '统一社会信用代码') or contains(., '統一社會信用代碼') or contains(., 'redit Code') or contains(., 'redit code') or contains(., 'redit Identifier')]";
const MOST_LABELS = 12;

/**
 * Every USCC that stands after its label, or that one of the site's own places holds; check characters verified, each
 * once. More than one means that the page speaks of several companies, or is half-way from one to the next.
 */
export function usccsOf(document: Document, places: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (text: string | null | undefined): void => {
    const code = normaliseUscc(firstCode(text ?? ''));
    if (isValidUscc(code)) found.add(code);
  };
  const labels = document.evaluate(WITH_LABEL, document.body, null, XPathResult.ORDERED_NODE_ITERATOR_TYPE, null);
  for (let seen = 0; seen < MOST_LABELS; seen += 1) {
    const node = labels.iterateNext();
    if (node === null) break;
    const text = (node.nodeValue ?? '').replace(/\s+/gu, ' ').trim();
    const together = LABEL_AND_CODE.exec(text);
    if (together !== null) add(together[1]);
    else if (LABEL.test(text)) add(nextCell(node));
  }
  for (const place of places) for (const element of document.querySelectorAll(place)) add(element.textContent);
  return [...found];
}

/** Cells also hold copy buttons and labels of their own. */
function firstCode(text: string): string {
  return /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])/u.exec(text)?.[0] ?? '';
}
