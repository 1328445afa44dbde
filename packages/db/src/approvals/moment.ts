import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';

/** When something is decided, and in whose time zone days begin. */
export interface Moment {
  readonly now: Date;
  /** IANA time zone of the company. */
  readonly timeZone: string;
}

/** The company's day at that moment. */
export function dayOf({ now, timeZone }: Moment): Day {
  return dayInTimeZone(now, timeZone);
}
