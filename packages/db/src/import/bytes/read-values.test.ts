import { dayNumber } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { ODD_AMOUNTS, ODD_DAYS, sequence } from '../testing/random-lines.ts';
import { readFen } from '../values/amount.ts';
import { dateReader, isDateProblem } from '../values/date.ts';
import { readInteger } from '../values/number.ts';
import { dayIn, fenIn, shortIntegerIn } from './read-values.ts';

/** Reads a text that stands between others. */
function within(read: (bytes: Uint8Array, start: number, end: number) => number, text: string): number {
  const bytes = Buffer.from(`9,${text},9`);
  return read(bytes, 2, bytes.length - 2);
}

function madeOf(signs: string, longest: number, count: number): string[] {
  const random = sequence(7);
  const text = () => Array.from({ length: random(longest + 1) }, () => signs.charAt(random(signs.length))).join('');
  return Array.from({ length: count }, text);
}

describe('values in the bytes of a line', () => {
  it('an amount is what its text says, or is left to the reader of texts', () => {
    for (const text of [...ODD_AMOUNTS, ...madeOf('0123456789.-', 16, 20_000), ...madeOf('05.-, +', 5, 20_000)]) {
      const fen = within(fenIn, text);
      if (!Number.isNaN(fen)) expect([text, fen]).toEqual([text, readFen(text)]);
    }
    expect(['0', '-7.5', '1234.56', '-0.00', '9999999999.99'].map((text) => within(fenIn, text))).toEqual([
      0, -750, 123_456, 0, 999_999_999_999,
    ]);
    expect(
      ['', '-', '.5', '1.', '1.234', '1,000', '12a', '12345678901234', '1234567890123456'].map((text) =>
        within(fenIn, text),
      ),
    ).toEqual(Array(9).fill(Number.NaN));
  });

  it('a day is what its text says, or is left to the reader of texts', () => {
    const readDate = dateReader({ format: null, serials: false });
    const days = madeOf('0123456789', 8, 20_000).map((d) => `20${d.slice(0, 2)}-${d.slice(2, 4)}-${d.slice(4, 6)}`);
    for (const text of [...ODD_DAYS, ...days, ...madeOf('012-/:', 10, 20_000)]) {
      const day = within(dayIn, text);
      if (Number.isNaN(day)) continue;
      const read = readDate(text);
      expect([text, day]).toEqual([text, isDateProblem(read) ? read : dayNumber(read)]);
    }
    expect(['1900-01-01', '2000-02-29', '2199-12-31'].map((text) => within(dayIn, text))).toEqual(
      (['1900-01-01', '2000-02-29', '2199-12-31'] as const).map(dayNumber),
    );
    for (const text of ['2100-02-29', '2023-02-29', '2024-04-31', '1899-12-31', '2200-01-01', '2024-01-00', '']) {
      expect(within(dayIn, text)).toBeNaN();
    }
  });

  it('a short whole number is what its text says, or is left to the reader of texts', () => {
    for (const text of [...madeOf('0123456789', 6, 2_000), ...madeOf('09天 .-', 4, 2_000)]) {
      const value = within(shortIntegerIn, text);
      if (!Number.isNaN(value)) expect([text, value]).toEqual([text, readInteger(text, 0, 9_999)]);
    }
    expect(['0', '030', '9999'].map((text) => within(shortIntegerIn, text))).toEqual([0, 30, 9_999]);
  });
});
