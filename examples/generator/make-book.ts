import { addDays, type Day, daysBetween } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Book } from './book.ts';
import { monthOf } from './calendar.ts';
import { type CustomerWish, makeCustomer } from './company/make-customer.ts';
import { ordinaryEvents } from './evidence/events.ts';
import { drawFinances, type Finances, makeStatements, reportedPeriods } from './evidence/statements.ts';
import { addAccidents, makeInvoices, openFen } from './ledger/invoices.ts';
import { makeOrders } from './ledger/orders.ts';
import { drawPayingHabit, type PayingHabit } from './ledger/paying.ts';
import { BUYING, makeSales } from './ledger/sales.ts';
import type { Random } from './random.ts';

/** What a story fixes about the course of a customer; everything else is drawn. */
export interface BookWish extends CustomerWish {
  /** How an invoice issued so many days before the end is paid. */
  readonly habit?: (daysBeforeEnd: number) => PayingHabit;
  /** Sales by months before the last complete one, in place of season and chance. */
  readonly salesFactor?: (monthsBefore: number) => number;
  /** Statements of the latest period (0) and the ones before it. */
  readonly finances?: (periodsBefore: number, yearlyPurchasesFen: Fen, random: Random) => Finances;
}

export interface BookOptions {
  readonly code: string;
  readonly endDay: Day;
  readonly months: number;
  readonly takenNames: ReadonlySet<string>;
  readonly wish: BookWish | null;
}

/** One customer with its ledger, statements and events: an ordinary one, or one after a story's wish. */
export function makeBook(random: Random, options: BookOptions): Book {
  const { endDay, months, wish } = options;
  const customer = makeCustomer(random, { ...options, wish: wish ?? {} });
  const historyMonths = !wish && random.chance(0.05) ? random.integer(2, Math.min(9, months)) : months;
  const sales = makeSales(random, {
    firstMonth: monthOf(endDay) - historyMonths + 1,
    endDay,
    monthlyYuan: random.between(...BUYING[customer.size].yuan),
    invoicesAMonth: random.integer(...BUYING[customer.size].invoices),
    growth: random.between(-0.004, 0.012),
    ...(wish?.salesFactor ? { factor: wish.salesFactor } : {}),
  });
  const drawn = drawPayingHabit(random);
  const splitShare = random.chance(0.15) ? 0.4 : 0.02;
  const plain = makeInvoices(random, sales, {
    customerCode: customer.code,
    termDays: customer.termDays,
    endDay,
    habit: (issuedOn) => wish?.habit?.(daysBetween(issuedOn, endDay)) ?? drawn,
    splitShare,
  });
  const invoices = wish ? plain : addAccidents(random, plain, endDay);
  const yearlyFen = Math.round((sales.reduce((sum, sale) => sum + sale.amountFen, 0) * 12) / historyMonths);
  const book: Book = {
    customer,
    invoices,
    onAccount: [],
    orders: makeOrders(random, invoices, { customerCode: customer.code, endDay, openShare: 0.35 }),
    statements: drawStatements(random, endDay, yearlyFen, wish),
    events: wish ? [] : ordinaryEvents(random, endDay),
    taxSales: [],
    paidBy: random.chance(0.4) ? 'receipts' : 'clearing_day',
  };
  if (!wish && random.chance(0.03)) {
    const amountFen = random.integer(5, 60) * 100_000;
    book.onAccount.push({ paidOn: addDays(endDay, -random.integer(1, 20)), amountFen, method: '电汇' });
  }
  fillFromLedger(random, book, endDay, historyMonths < months);
  return book;
}

function drawStatements(random: Random, endDay: Day, yearlyFen: Fen, wish: BookWish | null): Book['statements'] {
  const periods = reportedPeriods(endDay, random.integer(2, 3));
  const wished = wish?.finances;
  if (wished) return makeStatements(random, periods, (before) => wished(before, yearlyFen, random));
  if (!random.chance(0.5)) return [];
  // A story about something else must not be blurred by weak statements.
  const sound = wish ? { debtRatio: random.between(0.3, 0.42), cashFlowCover: random.between(2, 4) } : {};
  const finances = { ...drawFinances(random, yearlyFen), ...sound };
  return makeStatements(random, periods, (before) => ({
    ...finances,
    yearlyRevenueFen: finances.yearlyRevenueFen * 0.95 ** before,
    debtRatio: finances.debtRatio * random.between(0.97, 1.01),
  }));
}

/** Figures of the master data that follow from the ledger: limit, security, first order, number of orders. */
function fillFromLedger(random: Random, book: Book, endDay: Day, startedInside: boolean): void {
  const { customer, invoices } = book;
  const peak = Math.max(...[0, 60, 120, 180].map((before) => openOn(book, addDays(endDay, -before))));
  customer.creditLimitFen = roundUpTo10000Yuan(peak * random.between(1.35, 2));
  if (customer.size !== 'micro' && random.chance(0.12)) {
    customer.insuredLimitFen = roundUpTo10000Yuan(customer.creditLimitFen * 0.5);
    customer.insuredUntil = addDays(endDay, random.integer(-30, 330));
  }
  if (random.chance(0.06)) customer.collateralValueFen = roundUpTo10000Yuan(customer.creditLimitFen * 0.4);
  const first = invoices[0];
  if (!first) return;
  const longAgo = addDays(customer.establishedOn, random.integer(200, 700));
  const firstOrderOn = addDays(first.issuedOn, -random.integer(4, 9));
  customer.firstOrderOn = startedInside || longAgo > firstOrderOn ? firstOrderOn : longAgo;
  customer.orderCount = startedInside ? invoices.length : Math.round(invoices.length * random.between(1.1, 3));
}

/** What the customer owes on a day. */
export function openOn(book: Pick<Book, 'invoices'>, day: Day): Fen {
  return book.invoices.reduce((sum, invoice) => sum + openFen(invoice, day), 0);
}

/** Limits are given in steps of 10,000 yuan. */
export function roundUpTo10000Yuan(fen: number): Fen {
  return Math.ceil(fen / 1_000_000) * 1_000_000;
}
