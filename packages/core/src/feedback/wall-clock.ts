import { type Day, dayInTimeZone, dayNumber } from '../day/day.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

/** A point on the clock of a time zone: the calendar day and milliseconds since its midnight. */
export interface WallClock {
  readonly day: Day;
  readonly time: number;
}

/** What the clocks of the time zone show at an instant. */
export function wallClock(instant: Date, timeZone: string): WallClock {
  const day = dayInTimeZone(instant, timeZone);
  const shifted = instant.getTime() + offsetAt(instant.getTime(), timeZone);
  return { day, time: shifted - dayNumber(day) * MILLISECONDS_PER_DAY };
}

/** The instant at which the clocks of the time zone show the given time. */
export function instantOf({ day, time }: WallClock, timeZone: string): Date {
  const shown = dayNumber(day) * MILLISECONDS_PER_DAY + time;
  // The offset belongs to the instant looked for; one repetition settles days on which clocks change.
  const guess = shown - offsetAt(shown, timeZone);
  return new Date(shown - offsetAt(guess, timeZone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(milliseconds: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(milliseconds / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
