import { expect, it } from 'vitest';
import { exactYuan } from './exact-yuan.ts';

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [-500, '-5.00'],
  [99_999, '999.99'],
  [123_456_789, '1,234,567.89'],
  [-100_000_000, '-1,000,000.00'],
])('%i fen read %s', (fen, text) => {
  expect(exactYuan(fen)).toBe(text);
});
