/** A calendar date `YYYY-MM-DD` in the company's time zone. Compares correctly as text. */
export type Day = `${number}-${number}-${number}`;

const MILLISECONDS_PER_DAY = 86_400_000;
const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @returns the day, or null when the text is not an existing calendar date written `YYYY-MM-DD`. */
export function parseDay(text: string): Day | null {
  if (!isDay(text)) return null;
  return text;
}

/** Whether the text is an existing calendar date written `YYYY-MM-DD` (2023-02-29 is not). */
export function isDay(text: string): text is Day {
  const match = DAY_TEXT.exec(text);
  if (!match) return false;
  const [, year, month, date] = match;
  const parsed = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return parsed.getUTCMonth() === Number(month) - 1 && parsed.getUTCDate() === Number(date) && Number(year) >= 1900;
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MILLISECONDS_PER_DAY;
}

/** The day that many days after 1970-01-01. */
export function dayFromNumber(number: number): Day {
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10) as Day;
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: Day, end: Day): number {
  return dayNumber(end) - dayNumber(start);
}

/** The day `days` after (or before, when negative) `day`. */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** The calendar day on which an instant falls in an IANA time zone. */
export function dayInTimeZone(instant: Date, timeZone: string): Day {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
  if (!isDay(text)) throw new RangeError(`no calendar day for ${instant.toISOString()} in ${timeZone}`);
  return text;
}
