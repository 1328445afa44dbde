import type { Day } from '../day/day.ts';
import { isWorkingDay } from '../feedback/calendar.ts';
import { instantOf, wallClock } from '../feedback/wall-clock.ts';
import type { WorkingCalendar } from '../feedback/working-time.ts';

/**
 * The working day whose digest is due: from its hour until people go home. After that, and on days off, nobody is
 * bothered: the next working day's digest tells it all.
 * @param at `HH:MM` on the company's clock
 * @returns the day and the instant it began; null: no digest is due now
 */
export function digestDue(
  now: Date,
  at: string,
  calendar: WorkingCalendar,
): { readonly day: Day; readonly began: Date } | null {
  const { day, time } = wallClock(now, calendar.timeZone);
  if (!isWorkingDay(day)) return null;
  const end = Math.max(...calendar.workingHours.map(({ to }) => milliseconds(to)));
  if (time < milliseconds(at) || time >= end) return null;
  return { day, began: instantOf({ day, time: 0 }, calendar.timeZone) };
}

function milliseconds(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * 60_000;
}
