import type { AuditVerdict } from '../audit/verdict.ts';
import { anchorText } from '../audit/verdict.ts';
import { catalogue } from './catalogue.ts';
import type { Locale } from './locale.ts';

/** Texts of `audit verify`. */
export const auditWording = catalogue({
  zh: {
    audit: '审计记录',
    verify: '逐条核对审计链：找出第一条被改动、缺失或错位的记录',
    anchor: '另行保存过的锚点 <编号>:<散列值>，可多次给出；能查出末尾被删或整链重写',
    badAnchor: (p: { text: string }) => `“${p.text}”不是锚点，应写成 <编号>:<64 位散列值>`,
    whole: (p: { entries: number }) => `审计链完整：共 ${p.entries} 条记录`,
    empty: '审计链为空：还没有任何记录',
    head: (p: { anchor: string }) => `末尾（请另行保存，作为日后核对的锚点）：${p.anchor}`,
    broken: (p: { entries: number }) => `审计链已损坏：前 ${p.entries} 条完好`,
    missing: (p: { id: string }) => `第 ${p.id} 条缺失`,
    repeated: (p: { id: string }) => `编号 ${p.id} 重复出现`,
    altered: (p: { id: string }) => `第 ${p.id} 条写入后被改动`,
    moved: (p: { id: string; belongsAt: string }) => `第 ${p.id} 条错位：它原是第 ${p.belongsAt} 条`,
    unlinked: (p: { id: string }) => `第 ${p.id} 条与前一条接不上：两者之一被替换`,
    cut_off: (p: { id: string; anchor: string }) => `从第 ${p.id} 条起被删除：锚点 ${p.anchor} 证明当时已有更多记录`,
    anchor_differs: (p: { id: string; anchor: string }) => `第 ${p.id} 条与锚点 ${p.anchor} 不符：审计链被重写`,
    unguarded: '防改触发器不存在或已停用：记录目前未受保护',
  },
  en: {
    audit: 'audit trail',
    verify: 'check the audit chain entry by entry: finds the first that is altered, missing or out of place',
    anchor: 'anchor kept elsewhere, <number>:<hash>; may be repeated; shows an end cut off or a chain written anew',
    badAnchor: (p: { text: string }) => `“${p.text}” is no anchor; write <number>:<hash of 64 digits>`,
    whole: (p: { entries: number }) => `The audit chain is whole: ${p.entries} entries`,
    empty: 'The audit chain is empty: nothing was recorded yet',
    head: (p: { anchor: string }) => `Its end (keep it elsewhere as an anchor for later checks): ${p.anchor}`,
    broken: (p: { entries: number }) => `The audit chain is broken: the first ${p.entries} entries are good`,
    missing: (p: { id: string }) => `Entry ${p.id} is missing`,
    repeated: (p: { id: string }) => `Number ${p.id} occurs twice`,
    altered: (p: { id: string }) => `Entry ${p.id} was altered after it was written`,
    moved: (p: { id: string; belongsAt: string }) =>
      `Entry ${p.id} is out of place: it was written as entry ${p.belongsAt}`,
    unlinked: (p: { id: string }) => `Entry ${p.id} does not follow from the one before: one of both was replaced`,
    cut_off: (p: { id: string; anchor: string }) =>
      `Everything from entry ${p.id} on was removed: anchor ${p.anchor} knows of more`,
    anchor_differs: (p: { id: string; anchor: string }) =>
      `Entry ${p.id} is not the one that anchor ${p.anchor} knows: the chain was written anew`,
    unguarded: 'The trigger that refuses changes is missing or switched off: entries are not protected now',
  },
});

/** What is wrong, in words; null when nothing is. */
export function describeAuditProblem(locale: Locale, { problem }: AuditVerdict): string | null {
  const words = auditWording[locale];
  if (problem === null) return null;
  switch (problem.kind) {
    case 'missing':
    case 'repeated':
    case 'altered':
    case 'unlinked':
      return words[problem.kind](problem);
    case 'moved':
      return words.moved(problem);
    case 'cut_off':
    case 'anchor_differs':
      return words[problem.kind]({ id: problem.id, anchor: anchorText(problem.anchor) });
    case 'unguarded':
      return words.unguarded;
  }
}
