import type { EvidenceKind } from '@xinshao/core/contract/overlay-evidence.ts';
import type { PageEvidence } from '../../messages.ts';
import type { EvidencePlaces } from '../site.ts';
import { nextCell } from './cells.ts';

/** How the sites call what they count. A whole label, so that 历史被执行人 is not 被执行人. */
const LABELS: readonly (readonly [EvidenceKind, RegExp])[] = [
  ['dishonest_debtor', /^(?:失信被执行人|失信被執行人|失信信息|dishonest debtors?)$/iu],
  ['enforcement', /^(?:被执行人|被執行人|被执行信息|persons? subject to enforcement)$/iu],
  ['lawsuit', /^(?:司法案件|法律诉讼|法律訴訟|裁判文书|裁判文書|lawsuits?)$/iu],
  [
    'abnormal_operation',
    /^(?:经营异常|經營異常|经营异常名录|列入经营异常名录信息|列入經營異常名錄信息|abnormal operations?)$/iu,
  ],
  ['penalty', /^(?:行政处罚|行政處罰|行政处罚信息|行政處罰信息|administrative penalt(?:y|ies))$/iu],
  ['equity_frozen', /^(?:股权冻结|股權凍結|股权冻结信息|frozen equity)$/iu],
  ['tax_arrears', /^(?:欠税公告|欠稅公告|欠税信息|tax arrears)$/iu],
  ['bankruptcy', /^(?:破产重整|破產重整|破产案件|破产公告|bankruptcy)$/iu],
];
const STATUS_LABEL =
  /^(?:登记状态|登記狀態|经营状态|經營狀態|企业状态|企業狀態|开业状态|registration status|status)[:：]?$/iu;
const COUNT = /^[（(【[]?\s*(\d{1,6})\s*\+?\s*[条條项項]?\s*[）)】\]]?$/u;
const LABEL_AND_COUNT = /^(\D+?)\s*[:：]?\s*([（(【[]?\s*\d{1,6}\s*\+?\s*[条條项項]?\s*[）)】\]]?)$/u;
const LONGEST = 50;
const MOST_PLACES = 2_000;

/**
 * What a company page shows of risks, by label. Nothing is taken for zero that the page does not count, and what two
 * places count differently is left to whoever reads the page.
 */
export function readEvidence(
  document: Document,
  places: EvidencePlaces,
): Pick<PageEvidence, 'facts' | 'registryStatus'> {
  const counts = new Map<EvidenceKind, Set<number>>();
  for (const element of [...document.querySelectorAll(places.counts)].slice(0, MOST_PLACES)) {
    const read = countIn(element);
    if (read !== null) counts.set(read.kind, (counts.get(read.kind) ?? new Set()).add(read.count));
  }
  const facts = [...counts].flatMap(([kind, [count, ...others]]) =>
    count === undefined || others.length > 0 ? [] : [{ kind, count }],
  );
  return { facts, registryStatus: statusOf(document, places) };
}

function countIn(element: Element): { kind: EvidenceKind; count: number } | null {
  const text = textOf(element);
  if (text === '' || text.length > LONGEST) return null;
  const together = LABEL_AND_COUNT.exec(text);
  const label = (together?.[1] ?? text).replace(/[:：\s]+$/u, '');
  const kind = LABELS.find(([, pattern]) => pattern.test(label))?.[0];
  if (kind === undefined) return null;
  const count = COUNT.exec((together?.[2] ?? nextCell(element) ?? '').trim())?.[1];
  return count === undefined ? null : { kind, count: Number(count) };
}

function statusOf(document: Document, { cells, status }: EvidencePlaces): string | null {
  for (const cell of [...document.querySelectorAll(cells)].slice(0, MOST_PLACES)) {
    const read = STATUS_LABEL.test(textOf(cell)) ? statusIn(nextCell(cell)) : null;
    if (read !== null) return read;
  }
  const beside = document.querySelector(status);
  return beside === null ? null : statusIn(textOf(beside));
}

function statusIn(text: string | null): string | null {
  const status = (text ?? '').replace(/\s+/gu, ' ').trim();
  return status === '' || status.length > LONGEST ? null : status;
}

function textOf(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/gu, ' ').trim();
}
