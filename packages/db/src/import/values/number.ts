/** Why a text is no number in range; the codes are those of a rejected row. */
export type NumberProblem = 'number_unreadable' | 'number_out_of_range';

const DECIMAL = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$|^[+-]?\.\d+$/;

/** Reads a whole number such as a count of days; a trailing 天, 日, 个月 or “days” is understood. */
export function readInteger(text: string, minimum: number, maximum: number): number | NumberProblem {
  const plain = text
    .normalize('NFKC')
    .replace(/\s|(?:天|日|个月|笔|次|days?|months?)$/gi, '')
    .replace(/\.0+$/, '');
  if (!/^-?\d+$/.test(plain)) return 'number_unreadable';
  const value = Number(plain);
  return value >= minimum && value <= maximum ? value : 'number_out_of_range';
}

/** Reads any number. */
export function readNumber(text: string): number | NumberProblem {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replaceAll('−', '-');
  return DECIMAL.test(plain) ? Number(plain.replaceAll(',', '')) : 'number_unreadable';
}

/** Reads a share of a whole: `0.6`, `60%` and `60` are all 0.6; more than 100 is out of range. */
export function readShare(text: string): number | NumberProblem {
  const plain = text.normalize('NFKC').trim();
  const percent = plain.endsWith('%');
  const value = readNumber(percent ? plain.slice(0, -1) : plain);
  if (typeof value === 'string') return value;
  if (value < 0 || value > 100) return 'number_out_of_range';
  return percent || value > 1 ? value / 100 : value;
}
