import { type Day, dayFromNumber, dayNumber, isDay } from '../day/day.ts';

/** The same date so many months earlier; where that month is shorter, its last day. @throws RangeError for no such day */
export function monthsBefore(day: Day, months: number): Day {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const first = firstOfMonth(count);
  const length = firstOfMonth(count + 1) - first;
  return dayFromNumber(first + Math.min(Number(day.slice(8)), length) - 1);
}

/** @param count months since the year 0 */
function firstOfMonth(count: number): number {
  const first = `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
  if (!isDay(first)) throw new RangeError(`not a day: ${first}`);
  return dayNumber(first);
}
