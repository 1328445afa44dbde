/** Why a text is no amount; the codes are those of a rejected row. */
export type AmountProblem = 'amount_in_words' | 'amount_with_unit' | 'amount_unreadable' | 'amount_too_large';

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const POINT = 46;
/** Up to this many characters a plain amount cannot leave the safe integers, even when it has no decimals yet. */
export const SHORT_AMOUNT = 13;
/**
 * The largest amount of an invoice, payment or order, either way: ten billion yuan. A larger one is a slip (a point left
 * out, fen or 万元 taken for yuan), and some nine million rows of this one add up before a bigint cannot hold their sum.
 */
export const LARGEST_BOOKING_FEN = 1_000_000_000_000;

/** Plain, or grouped by thousands; grouping by other widths or with a decimal comma would be guesswork. */
const DECIMAL = /^(?:(\d+)|(\d{1,3}(?:,\d{3})+))?(?:\.(\d*))?$/;
const CURRENCY_MARK = /^(?:¥|RMB|CNY|人民币)|(?:元|RMB|CNY)$/gi;
const WORDS = /[零〇一二三四五六七八九十百千壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆圓整]|^[a-z][a-z\s-]*$/i;
const UNIT = /[万萬亿億]/;

/**
 * Reads an amount of money as books write it: `1234.56`, `1,234.56`, `(123.45)` and `123.45-` for negatives, `¥` or 元,
 * full-width digits. Decimals beyond fen are rounded half away from zero.
 * @param multiplier yuan per unit of the text: 1, or 10,000 for a column in 万元
 * @returns the amount in fen, or why the text is none
 */
export function readFen(text: string, multiplier = 1): number | AmountProblem {
  return multiplier === 1 && text.length <= SHORT_AMOUNT ? readPlain(text) : readAny(text, multiplier);
}

/** The common case without any allocation: digits with at most two decimals. */
function readPlain(text: string): number | AmountProblem {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  let index = negative ? 1 : 0;
  let value = 0;
  const start = index;
  for (; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) break;
    value = value * 10 + (code - ZERO);
  }
  if (index === start) return readAny(text, 1);
  if (index < length) {
    const decimals = length - index - 1;
    if (text.charCodeAt(index) !== POINT || decimals < 1 || decimals > 2) return readAny(text, 1);
    for (index++; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code < ZERO || code > NINE) return readAny(text, 1);
      value = value * 10 + (code - ZERO);
    }
    if (decimals === 1) value *= 10;
  } else {
    value *= 100;
  }
  return negative && value !== 0 ? -value : value;
}

function readAny(text: string, multiplier: number): number | AmountProblem {
  let digits = text.normalize('NFKC').replace(/\s/g, '').replaceAll('−', '-').replaceAll('¥', '¥');
  let negative = false;
  const bracketed = /^\((.+)\)$/.exec(digits);
  if (bracketed?.[1] !== undefined) {
    negative = true;
    digits = bracketed[1];
  }
  digits = digits.replace(CURRENCY_MARK, '');
  const signed = /^([+-]?)(.*?)(-?)$/.exec(digits);
  const signs = `${signed?.[1] ?? ''}${signed?.[3] ?? ''}`;
  if (signs.length > 1 || (negative && signs !== '')) return 'amount_unreadable';
  if (signs === '-') negative = true;
  digits = (signed?.[2] ?? '').replace(CURRENCY_MARK, '');

  const match = DECIMAL.exec(digits);
  const whole = (match?.[1] ?? match?.[2] ?? '').replaceAll(',', '');
  const fraction = match?.[3] ?? '';
  if (!match || (whole === '' && fraction === '')) return problemOf(digits);

  // Fen with a few more digits behind them, so that the rounding sees what is cut off.
  const padded = BigInt(`${whole}${fraction}`) * BigInt(multiplier) * 100n;
  const scale = 10n ** BigInt(fraction.length);
  const fen = Number((padded + scale / 2n) / scale);
  if (!Number.isSafeInteger(fen)) return 'amount_too_large';
  return negative && fen !== 0 ? -fen : fen;
}

function problemOf(text: string): AmountProblem {
  if (/\d/.test(text)) return UNIT.test(text) ? 'amount_with_unit' : 'amount_unreadable';
  return WORDS.test(text) ? 'amount_in_words' : 'amount_unreadable';
}
