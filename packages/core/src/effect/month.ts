import { addDays, type Day, isDay } from '../day/day.ts';
import { isWorkingDay } from '../feedback/calendar.ts';
import { instantOf } from '../feedback/wall-clock.ts';

/** A calendar month, `YYYY-MM`. */
export type Month = `${number}-${number}`;

/** @returns the month, or null when the text is not one */
export function parseMonth(text: string): Month | null {
  return isMonth(text) ? text : null;
}

export function isMonth(text: string): text is Month {
  return /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
}

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  const text = day.slice(0, 7);
  if (!isMonth(text)) throw new RangeError(`not a day: ${day}`);
  return text;
}

export function firstDayOf(month: Month): Day {
  return `${month}-01`;
}

export function lastDayOf(month: Month): Day {
  return addDays(firstDayOf(nextMonth(month)), -1);
}

/** The last day of a month that can be reported today. */
export function reportedUntil(month: Month, today: Day): Day {
  const last = lastDayOf(month);
  if (today < last) return today;
  return last;
}

export function nextMonth(month: Month): Month {
  return monthOf(addDays(firstDayOf(month), 31));
}

export function previousMonth(month: Month): Month {
  return monthOf(addDays(firstDayOf(month), -1));
}

/** When the report on a month is sent: the first working day after it, at a time of day `HH:MM` of the company. */
export function reportDueAt(month: Month, at: string, timeZone: string): Date {
  let day = firstDayOf(nextMonth(month));
  // No row of holidays fills a month.
  for (let rest = 0; rest < 31 && !isWorkingDay(day); rest += 1) day = addDays(day, 1);
  const minutes = Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5));
  return instantOf({ day, time: minutes * 60_000 }, timeZone);
}
