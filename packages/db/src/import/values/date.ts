import { addDays, type Day, parseDay } from '@xinshao/core/day/day.ts';

/** Why a text is no date; the codes are those of a rejected row. */
export type DateProblem = 'date_impossible' | 'date_unreadable';

/** Reads a date. A day contains hyphens and a problem does not, but `isProblem` says it plainly. */
export type DateReader = (text: string) => Day | DateProblem;

export function isDateProblem(result: Day | DateProblem): result is DateProblem {
  return result === 'date_impossible' || result === 'date_unreadable';
}

/** Bills are dated ahead, but a year further ahead somebody mistyped the year. */
const DAYS_AHEAD = 366;

/** The latest day that what has been invoiced or paid may bear when it is imported on a day. */
export function latestBookingDay(today: Day): Day {
  return addDays(today, DAYS_AHEAD);
}

const USUAL = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日?$/,
];
/** A time of day says nothing about the day; exports of Excel and databases add `00:00:00`. */
const TIME = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
/** Day 0 of the 1900 date system of spreadsheets, its wrong 29 February 1900 allowed for. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const HYPHEN = 45;
const ZERO = 48;
const MILLISECONDS_PER_DAY = 86_400_000;
/** Distinct dates of a ledger are few; the cache turns reading one into a look-up. */
const CACHE_LIMIT = 50_000;

export interface DateReaderOptions {
  /** `M/D/YYYY` and the like; null: the usual forms, year first. */
  readonly format: string | null;
  /** Whether a bare number is a day count, as in spreadsheets. */
  readonly serials: boolean;
}

/**
 * Builds a reader of dates: YYYY-MM-DD, YYYY/M/D, YYYY.MM.DD, YYYYMMDD and YYYY年M月D日, a time of day dropped; or the
 * one format given. Years 1900–2199.
 */
export function dateReader(options: DateReaderOptions): DateReader {
  const patterns = options.format === null ? USUAL : [patternOf(options.format)];
  const cache = new Map<string, Day | DateProblem>();
  const plain = options.format === null;
  return (text) => {
    if (plain && isPlainDay(text)) return text;
    const known = cache.get(text);
    if (known !== undefined) return known;
    const result = read(text, patterns, options.serials);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    // A copy of its own: a slice would keep the whole block of the file in memory.
    cache.set(Buffer.from(text).toString(), result);
    return result;
  };
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The form nearly every date has, checked without any allocation: YYYY-MM-DD, a day of the years 1900–2199. */
function isPlainDay(text: string): text is Day {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // Anything that is not a digit has made one of them NaN, which fails every comparison.
  if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS_OF_MONTH[month - 1] ?? 0) + (leap ? 1 : 0);
}

function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Whether the text is a date format such as `M/D/YYYY`, `DD.MM.YYYY` or `YYYYMMDD`. */
export function isDateFormat(format: string): boolean {
  const parts = format.match(/YYYY|YY|MM|M|DD|D/g) ?? [];
  const letters = parts
    .map((part) => part.charAt(0))
    .sort()
    .join('');
  return letters === 'DMY' && /^[^A-Za-z0-9]*$/.test(format.replace(/YYYY|YY|MM|M|DD|D/g, ''));
}

function patternOf(format: string): RegExp {
  const source = format.replace(/YYYY|YY|MM|M|DD|D|[^A-Za-z]/g, (part) => {
    if (part === 'YYYY') return '(?<year>\\d{4})';
    if (part === 'YY') return '(?<year>\\d{2})';
    if (part === 'MM') return '(?<month>\\d{2})';
    if (part === 'M') return '(?<month>\\d{1,2})';
    if (part === 'DD') return '(?<day>\\d{2})';
    if (part === 'D') return '(?<day>\\d{1,2})';
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

function read(raw: string, patterns: readonly RegExp[], serials: boolean): Day | DateProblem {
  const text = raw.normalize('NFKC').trim().replace(TIME, '').replace(/\s/g, '');
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const { year = '', month = '', day = '' } = groups;
    const fullYear = year.length === 2 ? `20${year}` : year;
    const parsed = parseDay(`${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    return parsed === null || parsed >= '2200' ? 'date_impossible' : parsed;
  }
  if (serials && SERIAL.test(text)) {
    const instant = new Date(SERIAL_EPOCH + Math.floor(Number(text)) * MILLISECONDS_PER_DAY);
    return parseDay(instant.toISOString().slice(0, 10)) ?? 'date_impossible';
  }
  // A spreadsheet gives real dates as YYYY-MM-DD whatever format the mapping states for texts.
  const fromSheet = serials ? parseDay(text) : null;
  return fromSheet ?? 'date_unreadable';
}
