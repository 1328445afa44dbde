import type { Day } from '../day/day.ts';
import { dayFromNumber, dayNumber, isDay } from '../day/day.ts';
import type { PortfolioDay, PortfolioSums } from './figures.ts';

/** How a figure moved. */
export interface Change {
  readonly before: number;
  readonly difference: number;
  /** difference / before; null where there was nothing before. */
  readonly relative: number | null;
}

/** What moved since an earlier day. */
export interface PortfolioChange {
  readonly since: Day;
  readonly customers: Change;
  readonly exposureFen: Change;
  readonly openFen: Change;
  readonly overdueFen: Change;
}

/** @returns null when there is no earlier day to compare with */
export function portfolioChange(now: PortfolioSums, earlier: PortfolioDay | null): PortfolioChange | null {
  if (earlier === null) return null;
  return {
    since: earlier.asOf,
    customers: changeOf(now.customers, earlier.customers),
    exposureFen: changeOf(now.exposureFen, earlier.exposureFen),
    openFen: changeOf(now.openFen, earlier.openFen),
    overdueFen: changeOf(now.overdueFen, earlier.overdueFen),
  };
}

export function changeOf(now: number, before: number): Change {
  return { before, difference: now - before, relative: before === 0 ? null : (now - before) / Math.abs(before) };
}

/** The same date a month earlier; where that month is shorter, its last day. */
export function monthBefore(day: Day): Day {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const target = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
  const same = `${target}${day.slice(7)}`;
  if (isDay(same)) return same;
  const first = `${day.slice(0, 7)}-01`;
  if (!isDay(first)) throw new RangeError(`not a day: ${day}`);
  return dayFromNumber(dayNumber(first) - 1);
}
