import { addDays, type Day } from '../day/day.ts';
import type { CompanySettings } from '../policy/company.ts';
import { isWorkingDay } from './calendar.ts';
import { instantOf, type WallClock, wallClock } from './wall-clock.ts';

const MILLISECONDS_PER_MINUTE = 60_000;
const MILLISECONDS_PER_HOUR = 3_600_000;
/** Longer than any row of holidays: the search for the next working moment always ends. */
const LONGEST_REST_DAYS = 60;

/** An amount of working time: hours on the clock, or whole working days. */
export type WorkingTime = { readonly hours: number } | { readonly days: number };
export type WorkingCalendar = Pick<CompanySettings, 'timeZone' | 'workingHours'>;

/**
 * The instant when that much working time has passed since `start`. A start outside working hours counts from the
 * next working moment. Hours run through working hours only; days end at the same time of day, that many working
 * days later (Thursday 10:00 + 3 days = Tuesday 10:00).
 */
export function addWorkingTime(start: Date, amount: WorkingTime, calendar: WorkingCalendar): Date {
  const begin = nextWorkingMoment(wallClock(start, calendar.timeZone), calendar);
  if ('days' in amount) {
    let { day } = begin;
    for (let count = 0; count < amount.days; count += 1) day = nextWorkingDay(addDays(day, 1));
    return instantOf({ day, time: begin.time }, calendar.timeZone);
  }
  let left = amount.hours * MILLISECONDS_PER_HOUR;
  let day = begin.day;
  let time = begin.time;
  // Every round uses up a whole working day, so that many rounds are enough.
  for (let round = 0; round <= amount.hours * 60 + 1; round += 1) {
    for (const { from, to } of intervalsOf(calendar)) {
      const opens = Math.max(from, time);
      if (opens >= to) continue;
      if (left <= to - opens) return instantOf({ day, time: opens + left }, calendar.timeZone);
      left -= to - opens;
    }
    day = nextWorkingDay(addDays(day, 1));
    time = 0;
  }
  throw new RangeError(`no end to ${amount.hours} working hours`);
}

/** How many hours people work on a working day. */
export function workingHoursPerDay(calendar: WorkingCalendar): number {
  return intervalsOf(calendar).reduce((sum, { from, to }) => sum + (to - from), 0) / MILLISECONDS_PER_HOUR;
}

/** The wall clock itself within working hours, else their next beginning. */
function nextWorkingMoment({ day, time }: WallClock, calendar: WorkingCalendar): WallClock {
  const intervals = intervalsOf(calendar);
  if (isWorkingDay(day)) {
    const interval = intervals.find(({ to }) => time < to);
    if (interval !== undefined) return { day, time: Math.max(time, interval.from) };
  }
  const [first] = intervals;
  return { day: nextWorkingDay(addDays(day, 1)), time: first?.from ?? 0 };
}

function nextWorkingDay(from: Day): Day {
  let day = from;
  for (let rest = 0; rest < LONGEST_REST_DAYS; rest += 1) {
    if (isWorkingDay(day)) return day;
    day = addDays(day, 1);
  }
  throw new RangeError(`no working day within ${LONGEST_REST_DAYS} days of ${from}`);
}

function intervalsOf({ workingHours }: WorkingCalendar): { from: number; to: number }[] {
  return workingHours.map(({ from, to }) => ({ from: milliseconds(from), to: milliseconds(to) }));
}

function milliseconds(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * MILLISECONDS_PER_MINUTE;
}
