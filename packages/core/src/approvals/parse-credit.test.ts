import { describe, expect, it } from 'vitest';
import { readAmount, readTerms, readWish } from './parse-credit.ts';

describe('an amount as typed', () => {
  it.each([
    ['50万', 50_000_000],
    ['500,000', 50_000_000],
    ['1.2m', 120_000_000],
    ['1.2M', 120_000_000],
    ['¥500k', 50_000_000],
    ['５０万', 50_000_000],
    ['0.5亿', 5_000_000_000],
    ['120.5万元', 120_500_000],
    ['0', 0],
    ['99.99', 9_999],
  ])('%s is %i fen', (text, fen) => expect(readAmount(text)).toBe(fen));

  it.each(['', '万', '-5', '5,00', '1.2.3', '五十万', '50万天', '200亿'])('%s is none', (text) => {
    expect(readAmount(text)).toBeNull();
  });
});

describe('terms as typed', () => {
  it.each([
    ['60', 60],
    ['60天', 60],
    ['60 days', 60],
    ['0', 0],
    ['720', 720],
  ])('%s is %i days', (text, days) => expect(readTerms(text)).toBe(days));
  it.each(['721', '60万', '-1', 'soon'])('%s is none', (text) => expect(readTerms(text)).toBeNull());
});

describe('what follows /credit limit', () => {
  it.each([
    ['某公司 50万', { customer: '某公司', limitFen: 50_000_000, termDays: null }],
    ['某公司 50万 60', { customer: '某公司', limitFen: 50_000_000, termDays: 60 }],
    ['某公司 500,000 60天', { customer: '某公司', limitFen: 50_000_000, termDays: 60 }],
    ['Blue Sky Trading Ltd 1.2m 90 days', { customer: 'Blue Sky Trading Ltd', limitFen: 120_000_000, termDays: 90 }],
    ['某公司 60天', { customer: '某公司', limitFen: null, termDays: 60 }],
    ['某公司', { customer: '某公司', limitFen: null, termDays: null }],
    ['10023 500000', { customer: '10023', limitFen: 50_000_000, termDays: null }],
    ['10023', { customer: '10023', limitFen: null, termDays: null }],
    ['Studio 54', { customer: 'Studio', limitFen: 5_400, termDays: null }],
    ['Studio 54 500000 60', { customer: 'Studio 54', limitFen: 50_000_000, termDays: 60 }],
  ])('%s', (text, wish) => expect(readWish(text)).toEqual(wish));
});
