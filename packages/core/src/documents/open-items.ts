import { type Day, daysBetween } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';

/** A receivable item that is not paid up on a day. */
export interface OpenItem {
  readonly number: string;
  /** null: the source does not say. */
  readonly issuedOn: Day | null;
  readonly dueOn: Day;
  readonly amountFen: Fen;
  /** What is still to be paid; negative for a credit note. */
  readonly openFen: Fen;
  readonly disputed: boolean;
}

/** To whom a document is addressed. */
export interface Addressee {
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
}

/** Days past due on a day; 0 or less: not due yet. */
export function daysPastDue(item: Pick<OpenItem, 'dueOn'>, on: Day): number {
  return daysBetween(item.dueOn, on);
}

/** The items that are past due on a day, the oldest first. */
export function overdueItems(items: readonly OpenItem[], on: Day): OpenItem[] {
  return items
    .filter((item) => item.openFen > 0 && daysPastDue(item, on) > 0)
    .sort((one, other) =>
      one.dueOn === other.dueOn ? compare(one.number, other.number) : compare(one.dueOn, other.dueOn),
    );
}

/** What is past due of an account, and what of it is still to come. Amounts in fen. */
export interface Arrears {
  /** Open amount of the items past due: the one figure that facts, cards, alerts, letters and statements call overdue. */
  readonly overdueFen: Fen;
  /** Open credit notes and money on account: named beside it, because nobody has said yet what they pay. */
  readonly creditsFen: Fen;
  /** What there is to collect: overdue less those credits; never negative. */
  readonly toPayFen: Fen;
}

/** @param unappliedFen money of the customer that belongs to no item yet */
export function arrearsOf(items: readonly OpenItem[], unappliedFen: Fen, on: Day): Arrears {
  const overdueFen = sumOpen(overdueItems(items, on));
  const creditsFen = openCreditsOf(items) + Math.max(0, unappliedFen);
  return { overdueFen, creditsFen, toPayFen: Math.max(0, overdueFen - creditsFen) };
}

/** Credit notes that are still open, as a positive amount. */
export function openCreditsOf(items: readonly OpenItem[]): Fen {
  return items.reduce((sum, { openFen }) => sum + Math.max(0, -openFen), 0);
}

/** What is open of the items together. */
export function sumOpen(items: readonly OpenItem[]): Fen {
  return items.reduce((sum, { openFen }) => sum + openFen, 0);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
