import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { Invoice } from '../book.ts';
import type { Random } from '../random.ts';
import { type PayingHabit, payInvoice } from './paying.ts';
import type { Sale } from './sales.ts';

/** Turns sales into invoices and pays them after the customer's habit; what would be paid after `endDay` stays open. */
export function makeInvoices(
  random: Random,
  sales: readonly Sale[],
  options: {
    customerCode: string;
    termDays: number;
    endDay: Day;
    habit: (issuedOn: Day) => PayingHabit;
    splitShare: number;
  },
): Invoice[] {
  const { customerCode, termDays, endDay } = options;
  return sales.map((sale) => {
    const dueOn = addDays(sale.issuedOn, termDays);
    const planned = payInvoice(
      random,
      { ...sale, dueOn },
      options.habit(sale.issuedOn),
      random.chance(options.splitShare),
    );
    return {
      customerCode,
      number: '',
      issuedOn: sale.issuedOn,
      dueOn,
      amountFen: sale.amountFen,
      disputed: false,
      void: false,
      receipts: planned.filter((receipt) => receipt.paidOn <= endDay),
      setOffOn: null,
    };
  });
}

/** What is still open of an invoice on `day`; a credit note not set off is negative, a void invoice nothing. */
export function openFen(invoice: Invoice, day: Day): number {
  if (invoice.void || invoice.issuedOn > day) return 0;
  if (invoice.setOffOn && invoice.setOffOn <= day) return 0;
  return invoice.receipts.reduce(
    (open, receipt) => (receipt.paidOn <= day ? open - receipt.amountFen : open),
    invoice.amountFen,
  );
}

/**
 * The small accidents of every ledger: a voided invoice, a credit note for returned goods, now and then an
 * overpayment. They add invoices; amounts already there stay.
 */
export function addAccidents(random: Random, invoices: readonly Invoice[], endDay: Day): Invoice[] {
  const result: Invoice[] = [];
  for (const invoice of invoices) {
    result.push(invoice);
    if (random.chance(0.012)) result.push({ ...invoice, void: true, receipts: [] });
    const returned = addDays(invoice.issuedOn, random.integer(5, 20));
    if (random.chance(0.012) && returned <= endDay) result.push(creditNote(random, invoice, returned));
    const [receipt] = invoice.receipts;
    if (receipt && invoice.receipts.length === 1 && random.chance(0.004)) {
      invoice.receipts = [{ ...receipt, amountFen: receipt.amountFen + random.integer(1, 20) * 10_000 }];
    }
  }
  return result;
}

/** Goods sent back: the credit is set off on the day the invoice itself is paid. */
function creditNote(random: Random, invoice: Invoice, issuedOn: Day): Invoice {
  const credit = -Math.round((invoice.amountFen * random.integer(5, 25)) / 100);
  const [receipt] = invoice.receipts;
  return {
    ...invoice,
    issuedOn,
    dueOn: invoice.dueOn < issuedOn ? issuedOn : invoice.dueOn,
    amountFen: credit,
    receipts: [],
    setOffOn: receipt && receipt.paidOn > issuedOn ? receipt.paidOn : null,
  };
}
