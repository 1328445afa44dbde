import { addDays, type Day } from '../day/day.ts';
import { instantOf } from '../feedback/wall-clock.ts';

/**
 * When a request that nobody decides ends by itself: once the policy's time for it is over, or with the last day that it
 * asks for. Agreed to after that it would be over before it held, and would have ended what held before.
 * @param decideBy the end of the policy's time
 * @param lastDay of what is asked for; null: for good
 * @param timeZone IANA time zone of the company, in which the day ends
 */
export function requestEnd(decideBy: Date, lastDay: Day | null, timeZone: string): Date {
  if (lastDay === null) return decideBy;
  const dayOver = instantOf({ day: addDays(lastDay, 1), time: 0 }, timeZone);
  return dayOver < decideBy ? dayOver : decideBy;
}
