import { LARGEST_BOOKING_FEN, SHORT_AMOUNT } from '../values/amount.ts';

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const HYPHEN = 45;
const E = 69;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const MILLISECONDS_PER_DAY = 86_400_000;

/** What is not written in the plainest way; the readers of texts then say what it means. */
export const NOT_PLAIN: number = Number.NaN;

/** Days from 1970-01-01 to the first of each month of the years that dates may have, and of the month after them. */
const FIRST_OF_MONTH = Int32Array.from({ length: (LAST_YEAR - FIRST_YEAR + 1) * 12 + 1 }, (_, month) =>
  Math.round(Date.UTC(FIRST_YEAR, month, 1) / MILLISECONDS_PER_DAY),
);

/** An invoice's or payment's amount in fen, from digits with at most two decimals, as `readFen` reads it; else NaN. */
export function fenIn(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > SHORT_AMOUNT) return NOT_PLAIN;
  const negative = bytes[start] === MINUS;
  const first = negative ? start + 1 : start;
  let position = first;
  let value = 0;
  for (; position < end; position++) {
    const digit = (bytes[position] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (position === first) return NOT_PLAIN;
  const decimals = end - position - 1;
  if (decimals === -1) {
    value *= 100;
  } else {
    if (bytes[position] !== POINT || decimals < 1 || decimals > 2) return NOT_PLAIN;
    for (position++; position < end; position++) {
      const digit = (bytes[position] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return NOT_PLAIN;
      value = value * 10 + digit;
    }
    if (decimals === 1) value *= 10;
  }
  if (value > LARGEST_BOOKING_FEN) return NOT_PLAIN;
  return negative && value !== 0 ? -value : value;
}

/** The day that `YYYY-MM-DD` names, in days since 1970-01-01; NaN for any other text. */
export function dayIn(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== HYPHEN || bytes[start + 7] !== HYPHEN) return NOT_PLAIN;
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  // Anything that is not a digit has made one of them so low that the sum of it fails.
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return NOT_PLAIN;
  const index = (year - FIRST_YEAR) * 12 + month - 1;
  const number = (FIRST_OF_MONTH[index] ?? 0) + day - 1;
  return number < (FIRST_OF_MONTH[index + 1] ?? 0) ? number : NOT_PLAIN;
}

/** Far below zero where one of the two bytes is no digit. */
function twoDigits(bytes: Uint8Array, index: number): number {
  const tens = (bytes[index] ?? 0) - ZERO;
  const ones = (bytes[index + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
}

/** A whole number of up to four digits; NaN for any other text. */
export function shortIntegerIn(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > 4) return NOT_PLAIN;
  let value = 0;
  for (let position = start; position < end; position++) {
    const digit = (bytes[position] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NOT_PLAIN;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a text may be a number of which a spreadsheet kept the first digits only (see lost-digits.ts). */
export function mayHaveLostDigits(bytes: Uint8Array, start: number, end: number): boolean {
  const second = bytes[start + 1];
  return end - start > 1 && (second === POINT || second === E);
}
