import { Converter } from 'opencc-js/t2cn';
import { INVISIBLE, SPACE } from './clean-name.ts';

export { cleanName } from './clean-name.ts';

/** Traditional characters simplified; others as they are. */
export const toSimplified: (text: string) => string = Converter({ from: 't', to: 'cn' });

const OPENING_BRACKET = /[[{【〔〖〘〚「『《〈⟨❨❪⦅]/g;
const CLOSING_BRACKET = /[\]}】〕〗〙〛」』》〉⟩❩❫⦆]/g;
/** Middle dots as keyboards, fonts and transliterations write them. */
const MIDDLE_DOT = /[·•‧∙⋅・⸱ꞏ᛫]/g;
const ASCII_ONLY = /^[\x20-\x7e]*$/;

/**
 * The key under which two spellings are the same name (§7): NFKC; every bracket form is `()`; spaces and zero-width
 * characters dropped; one middle dot; Latin letters upper-case; traditional characters simplified. Legal form, region
 * and 集团 stay: they tell companies apart. Applying it twice changes nothing.
 * @returns the key; empty for a text without any visible character
 */
export function exactKey(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(SPACE, '')
    .replace(OPENING_BRACKET, '(')
    .replace(CLOSING_BRACKET, ')')
    .replace(MIDDLE_DOT, '·');
  if (ASCII_ONLY.test(plain)) return plain.toUpperCase();
  return toSimplified(plain).toUpperCase().normalize('NFKC');
}

const BRACKETED_REGION = /^(.+)\((\p{Script=Han}{2,8})\)/u;
const PROVINCE_WORD = /^(\p{Script=Han}{2,3})(?:省|自治区)/u;
/** 市 after a place, but not the 市 of a supermarket, a city planner, a stock exchange or a market. */
const CITY_WORD = /^(\p{Script=Han}{2,6}?)(?<![超城股门夜集菜上])市/u;

/**
 * A looser key for suggestions, never for a grade (§7): 有限责任公司 is 有限公司, a region in brackets stands in front,
 * and 省 and 市 after a place at the front are left out. Names of different companies may share it.
 */
export function nearKey(name: string): string {
  return exactKey(name)
    .replaceAll('有限责任公司', '有限公司')
    .replace(BRACKETED_REGION, '$2$1')
    .replace(PROVINCE_WORD, '$1')
    .replace(CITY_WORD, '$1');
}
