/** An amount of money in fen (1/100 yuan): always a safe integer, negative for credits. */
export type Fen = number;

/** 1 yuan = 100 fen. */
export const FEN_PER_YUAN = 100;

/** Converts yuan (as a policy file states amounts) to fen, rounded half away from zero. */
export function fenFromYuan(yuan: number): Fen {
  const fen = Math.sign(yuan) * Math.round(hundredfold(Math.abs(yuan)));
  if (!Number.isSafeInteger(fen)) throw new RangeError(`amount out of range: ${yuan} yuan`);
  return fen;
}

/** Moves the decimal point of the number as written: 1.005 × 100 in binary falls short of 100.5. */
function hundredfold(value: number): number {
  const text = String(value);
  return text.includes('e') ? value * FEN_PER_YUAN : Number(`${text}e2`);
}

/**
 * Formats fen for people: Chinese readers get 万 and 亿 from ten thousand yuan up, English readers grouped yuan.
 * @returns e.g. `¥1,234.56`, `¥12.35万` (zh), `¥123,456.00` (en)
 */
export function formatFen(fen: Fen, locale: 'zh' | 'en'): string {
  const sign = fen < 0 ? '−' : '';
  const yuan = Math.abs(fen) / FEN_PER_YUAN;
  if (locale === 'zh' && yuan >= ONE_YI_ROUNDED) return `${sign}¥${grouped(yuan / 1e8)}亿`;
  if (locale === 'zh' && yuan >= 1e4) return `${sign}¥${grouped(yuan / 1e4)}万`;
  return `${sign}¥${grouped(yuan)}`;
}

/** From here on, two decimals of 万 would read 10,000.00万. */
const ONE_YI_ROUNDED = 99_999_950;

const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function grouped(value: number): string {
  return twoDecimals.format(value);
}
