import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayFromNumber, dayInTimeZone, dayNumber, daysBetween, isDay, parseDay } from './day.ts';

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '2026-12-31'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '26-04-01',
    '1899-12-31',
    '',
    '2026-01-01 ',
  ])('%j does not exist', (text) => {
    expect(isDay(text)).toBe(false);
    expect(parseDay(text)).toBeNull();
  });

  it('counts from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2000-03-01')).toBe(11017);
  });

  it('agrees with the calendar of Date on every day from 1900 to 2199', () => {
    const first = Date.UTC(1900, 0, 1) / 86_400_000;
    const last = Date.UTC(2199, 11, 31) / 86_400_000;
    for (let number = first; number <= last; number += 1) {
      if (dayNumber(dayFromNumber(number)) !== number) expect(dayNumber(dayFromNumber(number))).toBe(number);
    }
  });

  it('crosses the leap day', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2);
  });

  it('adding and taking away cancel out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -25_000, max: 80_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
        (number, days) => {
          const day: Day = dayFromNumber(number);
          return addDays(addDays(day, days), -days) === day && daysBetween(day, addDays(day, days)) === days;
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the local date: 16:00 UTC already is tomorrow in Shanghai', () => {
    expect(dayInTimeZone(new Date('2026-10-31T15:59:59Z'), 'Asia/Shanghai')).toBe('2026-10-31');
    expect(dayInTimeZone(new Date('2026-10-31T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-01');
    expect(dayInTimeZone(new Date('2026-10-31T16:00:00Z'), 'America/New_York')).toBe('2026-10-31');
  });
});
