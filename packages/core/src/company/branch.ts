import { cleanName, toSimplified } from './name.ts';

export interface BranchName {
  /** The company the branch belongs to, as written in the branch's name. */
  readonly parentName: string;
  /** What the branch adds to it, such as `杭州分公司`. */
  readonly suffix: string;
}

const BRANCH_WORD = /(?:分公司|分厂|营业部|办事处|代表处|分行|支行|分店)$/;
const ENDS_IN_FORM = /(?:(?<!分)公司|(?<!分)厂|集团|银行|合作社|事务所)$/;
/** The last legal form before the branch's own words; `分公司` and `分厂` are not legal forms of a parent. */
const PARENT_FORM = /^(.*(?:(?<!分)公司|(?<!分)厂|集团|银行|合作社|事务所))(.+)$/u;

/**
 * Recognises the name of a branch (…分公司, 分厂, 营业部, 办事处), in simplified or traditional characters: it has no credit
 * of its own and never inherits its parent's grade (§7).
 * @returns null for the name of a company in its own right. Where no legal form precedes the branch's words, the parent
 * is whatever stands before the branch word. Both parts as they were written.
 */
export function branchOf(name: string): BranchName | null {
  const text = cleanName(name);
  const simplified = simplifiedInPlace(text);
  const word = BRANCH_WORD.exec(simplified);
  if (!word || word.index === 0) return null;
  const beforeWord = simplified.slice(0, word.index);
  const [, parent] = ENDS_IN_FORM.test(beforeWord) ? [] : (PARENT_FORM.exec(beforeWord) ?? []);
  const end = parent === undefined ? word.index : parent.length;
  return { parentName: text.slice(0, end), suffix: text.slice(end) };
}

/** Character by character, so that every character stays at its place. */
function simplifiedInPlace(text: string): string {
  return [...text]
    .map((character) => {
      const simplified = toSimplified(character);
      return simplified.length === character.length ? simplified : character;
    })
    .join('');
}
