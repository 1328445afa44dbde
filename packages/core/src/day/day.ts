/** A calendar date `YYYY-MM-DD` in the company's time zone. Compares correctly as text. */
export type Day = `${number}-${number}-${number}`;

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

/** Days since 1970-01-01, counted on the proleptic Gregorian calendar without making a `Date`: scoring does it often. */
export function dayNumber(day: Day): number {
  const month = digit(day, 5) * 10 + digit(day, 6);
  // Years are counted from March, so that the leap day comes last.
  const year = digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digit(day, 8) * 10 + digit(day, 9) - 1;
  return (
    year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - DAYS_BEFORE_1970
  );
}

const CODE_OF_ZERO = 48;

function digit(day: Day, place: number): number {
  return day.charCodeAt(place) - CODE_OF_ZERO;
}

const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01, where the 400-year eras of the Gregorian calendar begin, to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468;

/**
 * The day that many days after 1970-01-01. Arithmetic on eras of 400 years that begin in March, so that the leap day
 * ends a year: ten times as fast as a Date, and monitor runs compute many days.
 */
export function dayFromNumber(number: number): Day {
  const days = number + DAYS_BEFORE_1970;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${twoDigits(month)}-${twoDigits(date)}` as Day;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: Day, end: Day): number {
  return dayNumber(end) - dayNumber(start);
}

/** The day `days` after (or before, when negative) `day`. */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Making a formatter takes a thousand times as long as using it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day on which an instant falls in an IANA time zone. @throws RangeError for a zone nobody knows */
export function dayInTimeZone(instant: Date, timeZone: string): Day {
  const format = dayFormats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  dayFormats.set(timeZone, format);
  const text = format.format(instant);
  if (!isDay(text)) throw new RangeError(`no calendar day for ${instant.toISOString()} in ${timeZone}`);
  return text;
}
