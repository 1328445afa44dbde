import { type Locale, say } from './words.ts';

const day = (timestamp: number) => new Date(timestamp * 1000);

const sameDay = (one: Date, other: Date) => one.toDateString() === other.toDateString();

/** "Today", "Yesterday" or nothing. */
function relative(date: Date, locale: Locale): string | undefined {
  const now = new Date();
  if (sameDay(date, now)) return say(locale, 'today');
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  return sameDay(date, before) ? say(locale, 'yesterday') : undefined;
}

const short: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
const long: Intl.DateTimeFormatOptions = { ...short, month: 'long', weekday: 'long' };
const plain: Intl.DateTimeFormatOptions = { ...short, month: 'long' };

export const timeOf = (ts: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(day(Number(ts)));

/** A day divider's label. */
export const dayOf = (ts: string, locale: Locale) =>
  relative(day(Number(ts)), locale) ??
  new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long' }).format(day(Number(ts)));

/** Date and time, for hints. */
export const momentOf = (ts: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(day(Number(ts)));

/** Slack's date tokens; undefined when the time is not one. */
export function formatDate(timestamp: number, format: string, locale: Locale): string | undefined {
  if (!Number.isFinite(timestamp)) return undefined;
  const date = day(timestamp);
  const as = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(date);
  const tokens: Record<string, () => string> = {
    date_num: () => new Intl.DateTimeFormat('sv-SE').format(date),
    date_slash: () => new Intl.DateTimeFormat('sv-SE').format(date).replaceAll('-', '/'),
    date: () => as(plain),
    date_short: () => as(short),
    date_long: () => as(long),
    date_pretty: () => relative(date, locale) ?? as(plain),
    date_short_pretty: () => relative(date, locale) ?? as(short),
    date_long_pretty: () => relative(date, locale) ?? as(long),
    time: () => as({ hour: '2-digit', minute: '2-digit' }),
    time_secs: () => as({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(date, locale),
  };
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => tokens[token]?.() ?? whole);
}

function ago(date: Date, locale: Locale): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const formatter = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return formatter.format(Math.round(seconds / size), unit);
  }
  return formatter.format(Math.round(seconds), 'second');
}
