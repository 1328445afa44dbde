import { addDays, type Day, dayNumber, isDay } from '@xinshao/core/day/day.ts';

/** A calendar month as the number of months since the year 0: consecutive months are consecutive numbers. */
export type Month = number;

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** January is 1. */
export function monthOfYear(month: Month): number {
  return (month % 12) + 1;
}

export function firstDayOf(month: Month): Day {
  return dayAt(Math.floor(month / 12), monthOfYear(month), 1);
}

export function lastDayOf(month: Month): Day {
  return addDays(firstDayOf(month + 1), -1);
}

/** @throws RangeError when there is no such day. */
export function dayAt(year: number, month: number, date: number): Day {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (!isDay(text)) throw new RangeError(`no such day: ${text}`);
  return text;
}

/** The day itself, or the Monday after it when it falls on a weekend: offices and banks are closed. */
export function workingDayFrom(day: Day): Day {
  // 1970-01-01 was a Thursday: Saturday is remainder 2, Sunday 3.
  const weekday = ((dayNumber(day) % 7) + 7) % 7;
  if (weekday === 2) return addDays(day, 2);
  if (weekday === 3) return addDays(day, 1);
  return day;
}
