import { describe, expect, it } from 'vitest';
import { readFen } from './amount.ts';
import { readChoice, TRUTH } from './choices.ts';
import { dateReader, isDateFormat } from './date.ts';
import { hasLostDigits } from './lost-digits.ts';
import { readInteger, readShare } from './number.ts';

describe('an amount in yuan becomes fen', () => {
  it.each([
    ['0', 0],
    ['-0.00', 0],
    ['100', 10_000],
    ['943.4', 94_340],
    ['-56.6', -5_660],
    ['155010.63', 15_501_063],
    ['1,234.56', 123_456],
    ['12,345,678.90', 1_234_567_890],
    ['(123.45)', -12_345],
    ['（123.45）', -12_345],
    ['123.45-', -12_345],
    ['−5', -500],
    ['¥ 1,000', 100_000],
    ['￥1,000元', 100_000],
    ['-¥5', -500],
    ['１２３．４５', 12_345],
    ['.5', 50],
    ['7.', 700],
    ['0.005', 1],
    ['-0.005', -1],
    ['0.004', 0],
    ['0.30000000000000004', 30],
    ['90071992547409.91', 9_007_199_254_740_991],
    ['90071992547409', 9_007_199_254_740_900],
  ])('%s', (text, fen) => expect(readFen(text)).toBe(fen));

  it('an amount in 万元', () => {
    expect(readFen('12.3456', 10_000)).toBe(12_345_600);
    expect(readFen('-1', 10_000)).toBe(-1_000_000);
  });

  it.each([
    ['壹万元整', 'amount_in_words'],
    ['一千二百元', 'amount_in_words'],
    ['one hundred', 'amount_in_words'],
    ['12.5万', 'amount_with_unit'],
    ['3亿', 'amount_with_unit'],
    ['1.234,56', 'amount_unreadable'],
    ['1,23', 'amount_unreadable'],
    ['1,2345', 'amount_unreadable'],
    ['1 2 x', 'amount_unreadable'],
    ['--5', 'amount_unreadable'],
    ['(-5)', 'amount_unreadable'],
    ['1.23E+05', 'amount_unreadable'],
    ['$5', 'amount_unreadable'],
    ['.', 'amount_unreadable'],
    ['-', 'amount_unreadable'],
    ['90071992547409.92', 'amount_too_large'],
    ['90071992547410', 'amount_too_large'],
    ['999999999999999', 'amount_too_large'],
    ['999999999999999999999', 'amount_too_large'],
  ])('%s is none: %s', (text, problem) => expect(readFen(text)).toBe(problem));
});

describe('a date', () => {
  const usual = dateReader({ format: null, serials: false });
  it.each([
    ['2025-03-01', '2025-03-01'],
    ['2025/3/1', '2025-03-01'],
    ['2025.3.1', '2025-03-01'],
    ['20250301', '2025-03-01'],
    ['2025年3月1日', '2025-03-01'],
    ['２０２５－０３－０１', '2025-03-01'],
    ['2025-03-01 00:00:00', '2025-03-01'],
    ['2025-03-01T08:30:00.000Z', '2025-03-01'],
    ['2024-02-29', '2024-02-29'],
    ['2025-02-29', 'date_impossible'],
    ['2025-13-01', 'date_impossible'],
    ['2025-00-10', 'date_impossible'],
    ['1899-12-31', 'date_impossible'],
    ['2200-01-01', 'date_impossible'],
    ['3/1/2025', 'date_unreadable'],
    ['2025-3', 'date_unreadable'],
    ['2025-3/1', 'date_unreadable'],
    ['45717', 'date_unreadable'],
    ['昨天', 'date_unreadable'],
  ])('%s is %s', (text, day) => expect(usual(text)).toBe(day));

  it('in the format of a mapping, and in no other', () => {
    const american = dateReader({ format: 'M/D/YYYY', serials: false });
    expect(american('1/26/2013')).toBe('2013-01-26');
    expect(american('26/1/2013')).toBe('date_impossible');
    expect(american('2013-01-26')).toBe('date_unreadable');
    expect(dateReader({ format: 'DD.MM.YY', serials: false })('05.03.25')).toBe('2025-03-05');
  });
  it('as a day count, in spreadsheets only', () => {
    expect(dateReader({ format: null, serials: true })('45717')).toBe('2025-03-01');
    expect(dateReader({ format: 'M/D/YYYY', serials: true })('2025-03-01')).toBe('2025-03-01');
  });
  it('formats name year, month and day once each', () => {
    expect(['M/D/YYYY', 'YYYYMMDD', 'DD.MM.YY', 'D-M-YYYY'].every(isDateFormat)).toBe(true);
    expect(['M/YYYY', 'M/D/Y', 'MMM D YYYY', 'YYYY-MM-DD HH'].some(isDateFormat)).toBe(false);
  });
});

describe('a number or code', () => {
  it.each(['1E+15', '2.4312E+19', '9.11310006096709E+17'])('%s has lost digits', (text) =>
    expect(hasLostDigits(text)).toBe(true),
  );
  it.each(['', '1', '1E5', '2E+3', 'A.1E+19', '24312000000012345678', '1.5', '1.2E-05', 'E+19'])(
    '%s is what was typed',
    (text) => expect(hasLostDigits(text)).toBe(false),
  );
});

describe('other values', () => {
  it('whole numbers may carry their unit', () => {
    expect(readInteger('60天', 0, 3650)).toBe(60);
    expect(readInteger('60.0', 0, 3650)).toBe(60);
    expect(readInteger('60.5', 0, 3650)).toBe('number_unreadable');
    expect(readInteger('3651', 0, 3650)).toBe('number_out_of_range');
  });
  it('shares: 0.6, 60% and 60 are the same; 1 is all of it', () => {
    expect(['0.6', '60%', '60'].map(readShare)).toEqual([0.6, 0.6, 0.6]);
    expect(['1', '1%', '100', '101', '-1', 'x'].map(readShare)).toEqual([
      1,
      0.01,
      1,
      'number_out_of_range',
      'number_out_of_range',
      'number_unreadable',
    ]);
  });
  it('yes and no in both languages', () => {
    expect(['是', 'YES', ' y ', '１', '否', 'No', '也许'].map((text) => readChoice(text, TRUTH))).toEqual([
      'true',
      'true',
      'true',
      'true',
      'false',
      'false',
      null,
    ]);
  });
});
