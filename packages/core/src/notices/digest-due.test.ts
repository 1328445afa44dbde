import { describe, expect, it } from 'vitest';
import { digestDue } from './digest-due.ts';

const CALENDAR = { timeZone: 'Asia/Shanghai', workingHours: [{ from: '09:00', to: '18:00' }] };
/** On the clock of Shanghai. */
const due = (day: string, time: string) =>
  digestDue(new Date(`${day}T${time}:00+08:00`), '09:00', CALENDAR)?.day ?? null;

describe('the digest', () => {
  it.each([
    ['at nine on a working day', '2026-11-02', '09:00', '2026-11-02'],
    ['not a minute earlier', '2026-11-02', '08:59', null],
    ['later on the day, after an outage', '2026-11-02', '17:59', '2026-11-02'],
    ['not when people have gone home', '2026-11-02', '18:00', null],
    ['not on a Sunday', '2026-11-01', '09:00', null],
    ['not on National Day, a Thursday', '2026-10-01', '09:00', null],
    ['on a Saturday that makes up for a holiday', '2026-10-10', '09:00', '2026-10-10'],
  ])('%s', (_case, day, time, expected) => {
    expect(due(day, time)).toBe(expected);
  });

  it('knows when the day began', () => {
    expect(digestDue(new Date('2026-11-02T01:00:00Z'), '09:00', CALENDAR)?.began).toEqual(
      new Date('2026-11-01T16:00:00Z'),
    );
  });
});
