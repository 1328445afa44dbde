import { type Fen, fenFromYuan } from '../money/fen.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  元: 1,
  k: 1e3,
  千: 1e3,
  万: 1e4,
  万元: 1e4,
  m: 1e6,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  亿元: 1e8,
};
const AMOUNT = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?(元|k|千|万元|万|m|百万|千万|亿元|亿)?$/i;
const TERMS = /^(\d{1,4})(天|日|days?|d)?$/i;
/** Ten billion yuan: more is a slip of the finger. */
const MOST_YUAN = 1e10;
const MOST_TERM_DAYS = 720;

/**
 * An amount as people type it: `50万`, `500,000`, `1.2m`, `¥500k`, full-width digits.
 * @returns fen; null when it is no such amount or more than ten billion yuan
 */
export function readAmount(text: string): Fen | null {
  const [, whole, fraction, unit] = AMOUNT.exec(text.normalize('NFKC').replaceAll(/\s/g, '')) ?? [];
  if (whole === undefined) return null;
  const yuan = Number(whole.replaceAll(',', '') + (fraction ?? '')) * (UNITS[(unit ?? '').toLowerCase()] ?? 1);
  return yuan > MOST_YUAN ? null : fenFromYuan(Math.round(yuan * 100) / 100);
}

/** Terms as people type them: `60`, `60天`, `60 days`. @returns days; null when it is nothing of the kind or over 720 */
export function readTerms(text: string): number | null {
  const [, days] = TERMS.exec(text.normalize('NFKC').replaceAll(/\s/g, '')) ?? [];
  return days === undefined || Number(days) > MOST_TERM_DAYS ? null : Number(days);
}

/** What somebody typed after `/credit limit`. */
export interface CreditWish {
  readonly customer: string;
  /** null: not said. */
  readonly limitFen: Fen | null;
  readonly termDays: number | null;
}

/**
 * Takes `<customer> [amount] [terms]` apart, from the end: names have blanks and digits too. A bare number behind an
 * amount is terms, alone it is an amount; with a unit it is what the unit says.
 */
export function readWish(text: string): CreditWish {
  const words = text
    .normalize('NFKC')
    .trim()
    .replaceAll(/(\d)\s+(天|日|days?)$/gi, '$1$2')
    .split(/\s+/u);
  const name = (count: number) => words.slice(0, words.length - count).join(' ');
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const termDays = readTerms(last);
  const amountBefore = readAmount(before);
  if (words.length > 2 && termDays !== null && amountBefore !== null) {
    return { customer: name(2), limitFen: amountBefore, termDays };
  }
  if (words.length > 1 && termDays !== null && !/^\d+$/.test(last))
    return { customer: name(1), limitFen: null, termDays };
  const limitFen = readAmount(last);
  if (words.length > 1 && limitFen !== null) return { customer: name(1), limitFen, termDays: null };
  return { customer: name(0), limitFen: null, termDays: null };
}
