import { expect, it } from 'vitest';
import { clockTime, timeLeft } from './time.ts';

const now = new Date('2026-10-30T10:00:00Z');
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

it.each([
  [0, '已超时', 'past due'],
  [59_000, '还有 1 分钟', '1 minute left'],
  [3_599_000, '还有 59 分钟', '59 minutes left'],
  [3_600_000, '还有 1 小时', '1 hour left'],
  [86_399_000, '还有 23 小时', '23 hours left'],
  [86_400_000, '还有 1 天', '1 day left'],
])('%i ms before the deadline: %s', (milliseconds, zh, en) => {
  expect(timeLeft(after(milliseconds), now, 'zh')).toBe(zh);
  expect(timeLeft(after(milliseconds), now, 'en')).toBe(en);
});

it("shows the company's clock, not the server's", () => {
  expect(clockTime(now, 'Asia/Shanghai')).toBe('2026-10-30 18:00');
});
