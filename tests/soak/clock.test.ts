import { expect, it } from 'vitest';
import { simulatedClock } from './clock.ts';

it('a clock that is put forward by part of a millisecond shows a moment that a Date keeps as it is', () => {
  const clock = simulatedClock(Date.UTC(2026, 9, 9, 23, 30));
  const before = clock.now();
  clock.advance(6_324.25);
  const after = clock.now();
  clock.close();
  expect(new Date(after).getTime()).toBe(after);
  expect(after - before).toBeGreaterThanOrEqual(6_325);
});
