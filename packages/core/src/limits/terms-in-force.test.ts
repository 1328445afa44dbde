import { expect, it } from 'vitest';
import { termsInForce } from './terms-in-force.ts';

it.each([
  ['granted or own terms go before a recommendation', { heldDays: 90, recommendedDays: 60 }, 90],
  ['terms of nothing are terms', { heldDays: 0, recommendedDays: 60 }, 0],
  ['nobody set any: the recommendation', { heldDays: null, recommendedDays: 60 }, 60],
  ['neither', { heldDays: null, recommendedDays: null }, null],
])('%s', (_name, known, days) => {
  expect(termsInForce({ ...known, prepayOnly: false })).toBe(days);
  expect(termsInForce({ ...known, prepayOnly: true })).toBe(0);
});
