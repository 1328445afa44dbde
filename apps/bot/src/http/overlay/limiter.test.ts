import { expect, it } from 'vitest';
import { limiter } from './limiter.ts';

it('a burst, then the steady rate; one key never takes from another', () => {
  let now = 0;
  const limit = limiter({ burst: 3, perSecond: 2, now: () => now });
  const takes = (key: string, count: number) =>
    Array.from({ length: count }, () => limit.take(key)).filter(Boolean).length;
  expect(takes('a', 1000)).toBe(3);
  expect([limit.has('a'), limit.has('b')]).toEqual([false, true]);
  expect(takes('b', 1)).toBe(1);
  now = 1_000;
  expect(takes('a', 1000)).toBe(2);
  now = 3_600_000;
  expect(takes('a', 1000)).toBe(3);
});

it('remembers a bounded number of keys', () => {
  const limit = limiter({ burst: 1, perSecond: 1, now: () => 0 });
  limit.take('first');
  for (let key = 0; key < 10_500; key++) limit.take(String(key));
  expect([limit.has('first'), limit.has('10499')]).toEqual([true, false]);
});
