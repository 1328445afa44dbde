import { describe, expect, it } from 'vitest';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import { calendarCovers, isWorkingDay, missingCalendarYear } from './calendar.ts';
import { dueAt } from './deadline.ts';
import { addWorkingTime, type WorkingTime } from './working-time.ts';

const shanghai = {
  timeZone: 'Asia/Shanghai',
  workingHours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
};

/** Shanghai wall clock `YYYY-MM-DD HH:MM` in and out. */
function after(start: string, amount: WorkingTime): string {
  const end = addWorkingTime(new Date(`${start.replace(' ', 'T')}:00+08:00`), amount, shanghai);
  return new Date(end.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

describe('working hours', () => {
  // 2026-10-26 is a Monday, 2026-10-30 a Friday.
  it.each([
    ['2026-10-26 09:00', 2, '2026-10-26 11:00'],
    ['2026-10-26 10:00', 2, '2026-10-26 12:00'],
    ['2026-10-26 11:00', 2, '2026-10-26 14:30'],
    ['2026-10-26 12:30', 2, '2026-10-26 15:30'],
    ['2026-10-26 03:00', 2, '2026-10-26 11:00'],
    ['2026-10-26 17:00', 2, '2026-10-27 10:00'],
    ['2026-10-26 18:00', 2, '2026-10-27 11:00'],
    ['2026-10-26 23:59', 2, '2026-10-27 11:00'],
    ['2026-10-30 17:30', 2, '2026-11-02 10:30'],
    ['2026-10-31 10:00', 2, '2026-11-02 11:00'],
    ['2026-10-26 09:00', 7.5, '2026-10-26 18:00'],
    ['2026-10-26 09:00', 8, '2026-10-27 09:30'],
    ['2026-10-26 09:00', 0, '2026-10-26 09:00'],
  ])('%s + %d h = %s', (start, hours, end) => {
    expect(after(start, { hours })).toBe(end);
  });

  it('stand still over National Day and run on the make-up days around it', () => {
    expect(after('2026-09-30 17:00', { hours: 2 })).toBe('2026-10-08 10:00');
    // Saturday 2026-10-10 makes up for a day off.
    expect(after('2026-10-09 17:00', { hours: 2 })).toBe('2026-10-10 10:00');
  });
});

describe('working days', () => {
  it.each([
    ['2026-10-26 10:00', 3, '2026-10-29 10:00'],
    ['2026-10-29 10:00', 3, '2026-11-03 10:00'],
    ['2026-10-31 10:00', 3, '2026-11-05 09:00'],
    ['2026-10-26 18:30', 3, '2026-10-30 09:00'],
    ['2026-10-26 12:15', 1, '2026-10-27 13:30'],
    // Spring Festival 2026: off from Sunday 02-15 to Monday 02-23; Saturdays 02-14 and 02-28 are worked.
    ['2026-02-13 10:00', 3, '2026-02-25 10:00'],
    ['2026-02-13 10:00', 1, '2026-02-14 10:00'],
  ])('%s + %d days = %s', (start, days, end) => {
    expect(after(start, { days })).toBe(end);
  });
});

describe('the calendar', () => {
  it.each([
    ['2026-10-01', false],
    ['2026-10-10', true],
    ['2026-10-11', false],
    ['2026-10-12', true],
    ['2026-02-16', false],
    ['2024-02-04', true],
  ] as const)('%s is a working day: %s', (day, works) => {
    expect(isWorkingDay(day)).toBe(works);
  });

  it('says which years it covers; beyond them only weekends are off', () => {
    expect([2003, 2004, 2015, 2025, 2026].map(calendarCovers)).toEqual([false, true, true, true, true]);
    expect(calendarCovers(2150)).toBe(false);
  });

  it('misses the holidays of the next year from November on, when they have been announced', () => {
    // 2003 is the year before the calendar begins, and nothing is known after its last.
    let last = 2026;
    while (calendarCovers(last + 1)) last += 1;
    expect(missingCalendarYear(`${last}-10-31`)).toBeNull();
    expect(missingCalendarYear(`${last}-11-01`)).toBe(last + 1);
    expect(missingCalendarYear(`${last - 1}-12-31`)).toBeNull();
    expect(missingCalendarYear(`${last + 1}-01-01`)).toBe(last + 1);
    expect(isWorkingDay('2150-10-01')).toBe(true);
    expect(isWorkingDay('2150-10-03')).toBe(false);
  });
});

describe('other time zones', () => {
  it('keep their wall clock when clocks are put back', () => {
    const newYork = { timeZone: 'America/New_York', workingHours: [{ from: '09:00', to: '17:00' }] };
    // Friday 2026-10-30 16:00 EDT + 2 h: one hour left, then Monday 10:00 EST, clocks changed on Sunday.
    const end = addWorkingTime(new Date('2026-10-30T20:00:00Z'), { hours: 2 }, newYork);
    expect(end.toISOString()).toBe('2026-11-02T15:00:00.000Z');
  });
});

describe('deadlines of the policy', () => {
  it.each([
    ['red', '2026-10-26T03:00:00.000Z'],
    ['orange', '2026-10-27T01:30:00.000Z'],
    ['yellow', '2026-10-29T01:00:00.000Z'],
  ] as const)('%s opened on Monday at nine is due at %s', (severity, due) => {
    const opened = new Date('2026-10-26T01:00:00Z');
    expect(dueAt(severity, opened, smallPolicy().policy, shanghai).toISOString()).toBe(due);
  });
});
