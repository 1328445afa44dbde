import { addDays, type Day, daysBetween } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Size } from '../book.ts';
import { firstDayOf, lastDayOf, type Month, monthOf, monthOfYear, workingDayFrom } from '../calendar.ts';
import type { Random } from '../random.ts';

/** What a customer of each size buys in an ordinary month: yuan, and in how many invoices. */
export const BUYING: Readonly<Record<Size, { yuan: readonly [number, number]; invoices: readonly [number, number] }>> =
  {
    large: { yuan: [500_000, 1_600_000], invoices: [4, 7] },
    medium: { yuan: [120_000, 420_000], invoices: [3, 4] },
    small: { yuan: [30_000, 110_000], invoices: [2, 3] },
    micro: { yuan: [6_000, 25_000], invoices: [1, 2] },
  };

/** Spring Festival empties February; the year closes strong. Index 0 is January. */
const SEASON = [0.94, 0.68, 1.06, 1.02, 1.0, 1.03, 0.98, 0.97, 1.04, 0.98, 1.06, 1.12];

export interface Sale {
  readonly issuedOn: Day;
  readonly amountFen: Fen;
}

export interface SalesPlan {
  readonly firstMonth: Month;
  readonly endDay: Day;
  readonly monthlyYuan: number;
  readonly invoicesAMonth: number;
  /** Growth from month to month, 0.01 = 1%. */
  readonly growth: number;
  /** A story's own course in place of season and chance: factor by months before the last complete one (0). */
  readonly factor?: (monthsBefore: number) => number;
}

/** The month before the month of `endDay`: the last one whose sales are all known. */
export function lastCompleteMonth(endDay: Day): Month {
  return monthOf(endDay) - 1;
}

/** Sales of a plan up to and including `endDay`, month by month; the amounts of a month add up to its plan. */
export function makeSales(random: Random, plan: SalesPlan): Sale[] {
  const lastComplete = lastCompleteMonth(plan.endDay);
  const sales: Sale[] = [];
  const before: number[] = [];
  for (let month = plan.firstMonth; month <= lastComplete + 1; month += 1) {
    const yuan = plan.factor
      ? plan.monthlyYuan * plan.factor(lastComplete - month)
      : ordinaryMonth(random, plan, month, before, month === lastComplete);
    before.push(yuan);
    sales.push(...splitMonth(random, month, yuan, plan.invoicesAMonth).filter((sale) => sale.issuedOn <= plan.endDay));
  }
  return sales;
}

function ordinaryMonth(
  random: Random,
  plan: SalesPlan,
  month: Month,
  before: readonly number[],
  last: boolean,
): number {
  const season = SEASON[monthOfYear(month) - 1] ?? 1;
  const trend = (1 + plan.growth) ** (month - plan.firstMonth);
  const yuan = plan.monthlyYuan * season * trend * random.between(0.88, 1.12);
  // Chance alone makes sales fall three months running now and then; only stories should look like that today.
  return last && isFalling([...before.slice(-2), yuan]) ? (before.at(-1) ?? yuan) * 1.05 : yuan;
}

function isFalling(values: readonly number[]): boolean {
  return (
    values.length >= 3 && values.slice(-3).every((value, index, last) => index === 0 || value < (last[index - 1] ?? 0))
  );
}

function splitMonth(random: Random, month: Month, yuan: number, invoices: number): Sale[] {
  const first = firstDayOf(month);
  const days = daysBetween(first, lastDayOf(month));
  const weights = Array.from({ length: invoices }, () => random.between(0.6, 1.4));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights
    .map((weight) => {
      // Not in the last two days, so that moving to a Monday stays inside the month.
      const issuedOn = workingDayFrom(addDays(first, random.integer(0, days - 2)));
      return { issuedOn, amountFen: Math.round((yuan * weight * 100) / total) };
    })
    .filter((sale) => sale.amountFen > 0)
    .sort((a, b) => daysBetween(b.issuedOn, a.issuedOn));
}
