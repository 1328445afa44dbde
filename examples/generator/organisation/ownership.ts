import type { Book } from '../book.ts';
import type { Random } from '../random.ts';
import { groupLeader, groupMember } from '../stories/group-drag.ts';

export interface OwnershipLink {
  readonly subject: string;
  readonly object: string;
  readonly kind: string;
  readonly share: number | null;
  readonly evidence: string;
}

/** Members of each ordinary group, its leader among them. */
const GROUP_SIZES = [3, 2, 2, 4];

/**
 * Who belongs to whom, by customer code: the group of the story, some ordinary groups under every kind of tie, and
 * ties that bind nobody (a guarantee, a shared address, a minority of votes).
 * @param codeOf the customer that tells a story
 */
export function makeOwnership(
  random: Random,
  books: readonly Book[],
  codeOf: (storyId: string) => string,
): OwnershipLink[] {
  const leader = codeOf(groupLeader.id);
  const member = codeOf(groupMember.id);
  const told = new Set([leader, member]);
  const codes = books.map((book) => book.customer.code).filter((code) => !told.has(code));
  const take = (): string => codes.splice(random.integer(0, codes.length - 1), 1)[0] ?? '';

  const links: OwnershipLink[] = [
    { subject: leader, object: member, kind: 'votes', share: 0.7, evidence: '工商登记：持股 70%' },
    { subject: leader, object: member, kind: 'appoints', share: null, evidence: '章程：母公司委派总经理' },
    { subject: leader, object: take(), kind: 'consolidated', share: null, evidence: '2025 年度合并报表附注' },
  ];
  for (const size of GROUP_SIZES) {
    const parent = take();
    for (let count = 1; count < size; count += 1) {
      const tie = random.pick(TIES);
      links.push({
        subject: parent,
        object: take(),
        ...tie,
        share: tie.kind === 'votes' ? random.integer(51, 100) / 100 : null,
      });
    }
  }
  const person = '自然人：方慕白';
  links.push(
    { subject: person, object: take(), kind: 'legal_representative', share: null, evidence: '工商登记：法定代表人' },
    { subject: person, object: take(), kind: 'controller', share: null, evidence: '工商登记：实际控制人' },
    { subject: take(), object: take(), kind: 'guarantee', share: null, evidence: '最高额保证合同' },
    { subject: take(), object: take(), kind: 'address', share: null, evidence: '同一注册地址' },
    { subject: take(), object: take(), kind: 'votes', share: 0.3, evidence: '工商登记：持股 30%' },
  );
  return links;
}

const TIES = [
  { kind: 'votes', evidence: '工商登记：控股股东' },
  { kind: 'control', evidence: '一致行动协议' },
  { kind: 'treasury', evidence: '资金由集团财务公司统一管理' },
  { kind: 'board', evidence: '董事会过半数席位' },
];
