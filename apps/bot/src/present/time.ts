import type { Locale } from '@xinshao/core/wording/locale.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Making a formatter takes a thousand times as long as using it. */
const clockFormats = new Map<string, Intl.DateTimeFormat>();

/** An instant on the company's clock, e.g. `2026-10-31 17:30`; both languages write it alike. */
export function clockTime(instant: Date, timeZone: string): string {
  const format =
    clockFormats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  clockFormats.set(timeZone, format);
  return format.format(instant);
}

/** How long until a deadline, in the largest whole unit; past it, that it has passed. */
export function timeLeft(due: Date, now: Date, locale: Locale): string {
  const words = homeWording[locale];
  const left = due.getTime() - now.getTime();
  if (left <= 0) return words.overdue;
  if (left >= DAY) return words.leftDays({ count: Math.floor(left / DAY) });
  if (left >= HOUR) return words.leftHours({ count: Math.floor(left / HOUR) });
  return words.leftMinutes({ count: Math.max(1, Math.floor(left / MINUTE)) });
}
