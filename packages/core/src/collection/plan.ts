import { type Day, dayFromNumber, dayNumber } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';

/** Most instalments of one plan. */
export const MOST_INSTALMENTS = 24;

/**
 * A plan of equal monthly instalments; one instalment is an extension. The last one takes what does not divide evenly.
 * A month that lacks the day ends earlier: 31 January is followed by 28 February and 31 March.
 * @param count 1 to 24
 */
export function instalmentPlan(
  totalFen: Fen,
  count: number,
  firstOn: Day,
): { readonly dueOn: Day; readonly amountFen: Fen }[] {
  const each = Math.floor(totalFen / count);
  return Array.from({ length: count }, (_, index) => ({
    dueOn: monthsLater(firstOn, index),
    amountFen: index === count - 1 ? totalFen - each * (count - 1) : each,
  }));
}

function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const firstOfNext = dayNumber(firstOfMonth(count + 1));
  return dayFromNumber(Math.min(dayNumber(firstOfMonth(count)) + date - 1, firstOfNext - 1));
}

function firstOfMonth(count: number): Day {
  const month = String((count % 12) + 1).padStart(2, '0');
  return `${Math.floor(count / 12)}-${month}-01` as Day;
}
