import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { TaxSale } from '../book.ts';
import { firstDayOf, monthOf, workingDayFrom } from '../calendar.ts';
import type { Random } from '../random.ts';

const BUYERS = ['甲公司', '乙公司', '丙公司', '丁公司', '戊公司', '己公司', '庚公司'];
const INVOICES_A_MONTH = 6;

/** The customer's own sales as its tax invoices show them: 24 months that add up to `yearlyFen` a year. */
export function makeTaxSales(random: Random, customerCode: string, endDay: Day, yearlyFen: Fen): TaxSale[] {
  const sales: TaxSale[] = [];
  const lastMonth = monthOf(endDay);
  for (let month = lastMonth - 23; month <= lastMonth; month += 1) {
    for (let count = 0; count < INVOICES_A_MONTH; count += 1) {
      const issuedOn = workingDayFrom(addDays(firstDayOf(month), random.integer(0, 25)));
      const amountFen = Math.round((yearlyFen / 12 / INVOICES_A_MONTH) * random.between(0.85, 1.15));
      const number = `${customerCode}-${String(sales.length + 1).padStart(4, '0')}`;
      if (issuedOn <= endDay) {
        sales.push({ number, issuedOn, buyer: random.pick(BUYERS), amountFen, void: random.chance(0.02) });
      }
    }
  }
  return sales;
}
