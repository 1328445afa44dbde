// The calendar of the check, on its own: written from the State Council's announcement for 2026 and the policy's words.

/** Company's time, without daylight saving. */
const HOURS_EAST = 8;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 中秋节 and 国庆节 of 2026. */
const DAYS_OFF = new Set(['2026-09-25', ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']]);
const MAKE_UP_DAYS = new Set(['2026-09-20', '2026-10-10']);
const WINDOWS = [
  [9 * HOUR, 12 * HOUR],
  [13.5 * HOUR, 18 * HOUR],
] as const;

/** Working hours of a full day. */
export const HOURS_A_DAY = 7.5;

/** Milliseconds since 1970 of a moment of the company's day. @param time `HH:MM` */
export function moment(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+08:00`);
}

/** The company's day of a moment, `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  return new Date(at + HOURS_EAST * HOUR).toISOString().slice(0, 10);
}

export function isWorking(day: string): boolean {
  if (MAKE_UP_DAYS.has(day)) return true;
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !DAYS_OFF.has(day);
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/** The moment after so many working hours. */
export function afterWorkingHours(from: number, hours: number): number {
  let left = Math.round(hours * HOUR);
  for (let day = dayOf(from); ; day = nextDay(day)) {
    if (!isWorking(day)) continue;
    const midnight = moment(day, '00:00');
    for (const [opens, closes] of WINDOWS) {
      const start = Math.max(from, midnight + opens);
      const length = midnight + closes - start;
      if (length <= 0) continue;
      if (left <= length) return start + left;
      left -= length;
    }
  }
}

/** The same time of day so many working days later; from outside working hours, counted from the next working moment. */
export function afterWorkingDays(from: number, days: number): number {
  let begin = from;
  while (!isOpen(begin)) begin = nextOpening(begin);
  const time = begin - moment(dayOf(begin), '00:00');
  let day = dayOf(begin);
  for (let left = days; left > 0; ) {
    day = nextDay(day);
    if (isWorking(day)) left -= 1;
  }
  return moment(day, '00:00') + time;
}

function isOpen(at: number): boolean {
  const time = at - moment(dayOf(at), '00:00');
  return isWorking(dayOf(at)) && WINDOWS.some(([opens, closes]) => time >= opens && time < closes);
}

function nextOpening(after: number): number {
  for (let day = dayOf(after); ; day = nextDay(day)) {
    if (!isWorking(day)) continue;
    for (const [opens] of WINDOWS) if (moment(day, '00:00') + opens > after) return moment(day, '00:00') + opens;
  }
}
