import { addDays, type Day, dayFromNumber, dayNumber } from '@xinshao/core/day/day.ts';

export interface BulkOptions {
  readonly customers: number;
  readonly invoices: number;
  /** The last day an invoice is issued. */
  readonly endDay: Day;
  readonly seed: number;
}

/** Days of issue: two years up to the last day. */
const DAYS = 730;
/** Receipts are written out for this share of the invoices; the others carry a clearing day. */
export const RECEIPT_SHARE = 0.05;
const TERMS = [30, 30, 30, 45, 60, 60, 90];
/** Typical days late, by customer; one in 24 is so late that some invoice always warns, as in the utility case (R57). */
const HABITS = [-5, -1, -1, -1, 0, 0, 2, 4, 8, 15, 20, 60, -5, -1, -1, -1, 0, 0, 2, 4, 8, 10, 12, 15];

/** One invoice of the walk; the same object is handed out each time, so read it before the next step. */
export interface BulkInvoice {
  /** 1 for the first; the number is `B` and nine digits of it. */
  ordinal: number;
  /** 0 for the first customer. */
  customer: number;
  issuedOn: string;
  dueOn: string;
  /** Empty while open at the end day. */
  paidOn: string;
  amountFen: number;
  disputed: boolean;
  /** Whether the payment is told by a receipt row instead of the clearing day. */
  byReceipt: boolean;
}

/**
 * Walks through the invoices in the order of issue, as a ledger grows: customers come mixed, some buy often and some
 * seldom, each at least a few times. The same options give the same walk.
 */
export function* walkInvoices(options: BulkOptions): Generator<BulkInvoice> {
  const { customers, invoices, endDay, seed } = options;
  const firstDay = dayNumber(addDays(endDay, -(DAYS - 1)));
  // Day texts are looked up, not computed: this loop makes millions of rows.
  const dayTexts = Array.from({ length: DAYS + 400 }, (_, index) => dayFromNumber(firstDay + index));
  const next = fastRandom(seed);
  const invoice: BulkInvoice = {
    ordinal: 0,
    customer: 0,
    issuedOn: '',
    dueOn: '',
    paidOn: '',
    amountFen: 0,
    disputed: false,
    byReceipt: false,
  };
  for (let index = 0; index < invoices; index += 1) {
    const day = Math.floor((index * DAYS) / invoices);
    // One in eight goes round, so that every customer has some; the others favour few customers.
    const chance = next();
    const customer = index % 8 === 0 ? (index / 8) % customers : Math.floor(chance * chance * customers);
    const due = day + (TERMS[customer % TERMS.length] ?? 30);
    const habit = HABITS[customer % HABITS.length] ?? 0;
    const paid = Math.max(day, due + habit + Math.floor((next() + next() - 1) * 12));
    invoice.ordinal = index + 1;
    invoice.customer = customer;
    invoice.issuedOn = dayTexts[day] ?? '';
    invoice.dueOn = dayTexts[due] ?? '';
    invoice.paidOn = paid < DAYS ? (dayTexts[paid] ?? '') : '';
    const size = next();
    invoice.amountFen = 50_000 + Math.floor(size * size * size * 30_000_000);
    const kind = next();
    invoice.disputed = kind > 0.997;
    invoice.byReceipt = kind < RECEIPT_SHARE;
    yield invoice;
  }
}

/** mulberry32 (Tommy Ettinger): quicker than the generator of the small data, good enough for bulk. */
function fastRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
