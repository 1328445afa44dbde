import { addDays, type Day, daysBetween } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Receipt } from '../book.ts';
import { workingDayFrom } from '../calendar.ts';
import type { Random } from '../random.ts';

/** How a customer pays: days after the due day (negative: before it), drawn once for each invoice. */
export interface PayingHabit {
  readonly meanDaysLate: number;
  readonly deviation: number;
}

export const PAYING_HABITS = {
  early: { meanDaysLate: -8, deviation: 4 },
  prompt: { meanDaysLate: -1, deviation: 2 },
  slightly_late: { meanDaysLate: 4, deviation: 3 },
  late: { meanDaysLate: 13, deviation: 7 },
  slow: { meanDaysLate: 32, deviation: 12 },
} as const satisfies Record<string, PayingHabit>;
export type PayingHabitName = keyof typeof PAYING_HABITS;

/** The habits of an ordinary portfolio. */
export function drawPayingHabit(random: Random): PayingHabit {
  const name = random.weighted<PayingHabitName>([
    ['early', 10],
    ['prompt', 54],
    ['slightly_late', 24],
    ['late', 9],
    ['slow', 3],
  ]);
  return PAYING_HABITS[name];
}

const METHODS = [
  ['电汇', 70],
  ['银行承兑汇票', 22],
  ['支票', 8],
] as const;

export function drawMethod(random: Random): string {
  return random.weighted(METHODS);
}

/** The receipts that pay an invoice: one, or two where the customer splits; all on working days. */
export function payInvoice(
  random: Random,
  invoice: { issuedOn: Day; dueOn: Day; amountFen: Fen },
  habit: PayingHabit,
  splits: boolean,
): Receipt[] {
  const termDays = daysBetween(invoice.issuedOn, invoice.dueOn);
  const daysLate = Math.round(random.normal(habit.meanDaysLate, habit.deviation));
  // Nobody pays before the invoice is there.
  const paidOn = workingDayFrom(addDays(invoice.issuedOn, Math.max(0, termDays + daysLate)));
  const method = drawMethod(random);
  if (!splits) return [{ paidOn, amountFen: invoice.amountFen, method }];
  const first = Math.round((invoice.amountFen * random.integer(30, 70)) / 10_000) * 100;
  const second = workingDayFrom(addDays(paidOn, random.integer(7, 20)));
  return [
    { paidOn, amountFen: first, method },
    { paidOn: second, amountFen: invoice.amountFen - first, method },
  ];
}
