import { expect, it } from 'vitest';
import { isDay } from '../day/day.ts';
import { requestEnd } from './request-end.ts';

const decideBy = new Date('2026-08-10T10:00:00+08:00');
const end = (lastDay: string | null) => {
  if (lastDay !== null && !isDay(lastDay)) throw new RangeError(lastDay);
  return requestEnd(decideBy, lastDay, 'Asia/Shanghai').toISOString();
};

it('what is asked for good waits as long as the policy says', () => {
  expect(end(null)).toBe('2026-08-10T02:00:00.000Z');
});

it('a request until the 6th can be decided on the 6th, and is over when the 7th begins in the company’s time zone', () => {
  expect(end('2026-08-06')).toBe('2026-08-06T16:00:00.000Z');
});

it('a last day beyond the policy’s time gives no more time, nor does the day on which it is over', () => {
  expect(end('2026-08-10')).toBe('2026-08-10T02:00:00.000Z');
  expect(end('2026-12-31')).toBe('2026-08-10T02:00:00.000Z');
});
