import chineseDays from 'chinese-days';
import type { Day } from '../day/day.ts';

/**
 * Whether people work on that day: Chinese public holidays are off, make-up days are on. In years that the calendar
 * does not cover, every Monday to Friday is a working day.
 */
export function isWorkingDay(day: Day): boolean {
  return chineseDays.isWorkday(localDate(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))));
}

/**
 * Whether public holidays of that year are known. The State Council announces a year's holidays in the November
 * before; the calendar begins with 2004.
 */
export function calendarCovers(year: number): boolean {
  // National Day is a holiday of every covered year and carries its name only there: "National Day,国庆节,3".
  return chineseDays.getDayDetail(localDate(year, 10, 1)).name.includes(',');
}

const NOVEMBER = 11;

/**
 * The year whose public holidays are missed: this one, or from November on, when they have been announced, the next.
 * @returns null when none is
 */
export function missingCalendarYear(today: Day): number | null {
  const year = Number(today.slice(0, 4));
  if (!calendarCovers(year)) return year;
  const isAnnounced = Number(today.slice(5, 7)) >= NOVEMBER;
  return isAnnounced && !calendarCovers(year + 1) ? year + 1 : null;
}

/** The calendar reads dates with the machine's own time zone: noon there is the same calendar date everywhere. */
function localDate(year: number, month: number, date: number): Date {
  return new Date(year, month - 1, date, 12);
}
