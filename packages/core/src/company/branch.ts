import { cleanName } from './name.ts';

export interface BranchName {
  /** The company the branch belongs to, as written in the branch's name. */
  readonly parentName: string;
  /** What the branch adds to it, such as `杭州分公司`. */
  readonly suffix: string;
}

const BRANCH_WORD = /(?:分公司|分厂|营业部|办事处|代表处|分行|支行|分店)$/;
/** The last legal form before the branch's own words; `分公司` and `分厂` are not legal forms of a parent. */
const PARENT_FORM = /^(.*(?:(?<!分)公司|(?<!分)厂|集团|银行|合作社|事务所))(.+)$/u;

/**
 * Recognises the name of a branch (…分公司, 分厂, 营业部, 办事处): it has no credit of its own and never inherits its
 * parent's grade (§7).
 * @returns null for the name of a company in its own right. Where no legal form precedes the branch's words, the parent
 * is whatever stands before the branch word.
 */
export function branchOf(name: string): BranchName | null {
  const text = cleanName(name);
  const word = BRANCH_WORD.exec(text);
  if (!word || word.index === 0) return null;
  const parts = PARENT_FORM.exec(text.slice(0, word.index));
  const beforeWord = text.slice(0, word.index);
  if (/(?:(?<!分)公司|(?<!分)厂|集团|银行|合作社|事务所)$/.test(beforeWord)) {
    return { parentName: beforeWord, suffix: word[0] };
  }
  const [, parentName, place] = parts ?? [];
  if (parentName === undefined || place === undefined) return { parentName: beforeWord, suffix: word[0] };
  return { parentName, suffix: place + word[0] };
}
