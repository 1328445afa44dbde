import { describe, expect, it } from 'vitest';
import { fenFromYuan, formatFen } from './fen.ts';

describe('yuan to fen', () => {
  it.each([
    [0, 0],
    [1, 100],
    [0.01, 1],
    [1.005, 101],
    [0.29, 29],
    [-1.5, -150],
    [-0.005, -1],
    [1e-7, 0],
    [90_071_992_547_409.9, 9_007_199_254_740_990],
  ])('%d yuan are %d fen', (yuan, fen) => {
    expect(fenFromYuan(yuan)).toBe(fen);
  });

  it.each([90_071_992_547_410, 1e20, Number.NaN, Number.POSITIVE_INFINITY])(
    '%d yuan are too much to count in fen',
    (yuan) => {
      expect(() => fenFromYuan(yuan)).toThrow(RangeError);
    },
  );
});

describe('an amount for people', () => {
  it.each([
    [0, '¥0.00', '¥0.00'],
    [1, '¥0.01', '¥0.01'],
    [123_456, '¥1,234.56', '¥1,234.56'],
    [999_999, '¥9,999.99', '¥9,999.99'],
    [1_000_000, '¥1.00万', '¥10,000.00'],
    [12_345_600, '¥12.35万', '¥123,456.00'],
    [1_000_000_000_000, '¥100.00亿', '¥10,000,000,000.00'],
    [10_000_000_000, '¥1.00亿', '¥100,000,000.00'],
    [-12_345_600, '−¥12.35万', '−¥123,456.00'],
  ])('%d fen read %s in Chinese, %s in English', (fen, zh, en) => {
    expect(formatFen(fen, 'zh')).toBe(zh);
    expect(formatFen(fen, 'en')).toBe(en);
  });

  it('just below one yi does not read ten thousand wan', () => {
    expect(formatFen(9_999_995_000, 'zh')).toBe('¥1.00亿');
    expect(formatFen(9_999_994_999, 'zh')).toBe('¥9,999.99万');
  });
});
