import { type Day, isDay } from '@xinshao/core/day/day.ts';

/** The day as a constant of a query, so that the planner can fold it and share the work among processes. */
export function dayLiteral(day: Day): string {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return `date '${day}'`;
}
