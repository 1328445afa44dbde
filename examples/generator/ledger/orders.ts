import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { Invoice, Order } from '../book.ts';
import type { Random } from '../random.ts';

/** Orders behind the invoices of the last 60 days, a few cancelled ones, and what is ordered but not yet invoiced. */
export function makeOrders(
  random: Random,
  invoices: readonly Invoice[],
  options: { customerCode: string; endDay: Day; openShare: number },
): Order[] {
  const { customerCode, endDay } = options;
  const since = addDays(endDay, -60);
  const orders: Order[] = [];
  const number = (): string => `DD-${customerCode}-${String(orders.length + 1).padStart(3, '0')}`;
  const sales = invoices.filter((invoice) => invoice.amountFen > 0 && !invoice.void);
  for (const invoice of sales.filter((each) => each.issuedOn >= since)) {
    const orderedOn = addDays(invoice.issuedOn, -random.integer(3, 12));
    orders.push({ number: number(), orderedOn, amountFen: invoice.amountFen, status: 'invoiced' });
  }
  const usual = sales.at(-1)?.amountFen;
  if (usual === undefined) return orders;
  if (random.chance(0.05)) {
    const orderedOn = addDays(endDay, -random.integer(15, 50));
    orders.push({ number: number(), orderedOn, amountFen: usual, status: 'cancelled' });
  }
  if (random.chance(options.openShare)) {
    const amountFen = Math.round((usual * random.between(0.5, 1.1)) / 100) * 100;
    orders.push({ number: number(), orderedOn: addDays(endDay, -random.integer(0, 9)), amountFen, status: 'open' });
  }
  return orders;
}
