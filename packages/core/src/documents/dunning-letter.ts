import { addDays, type Day } from '../day/day.ts';
import { exactYuan } from '../money/exact-yuan.ts';
import type { Fen } from '../money/fen.ts';
import type { Creditor } from '../policy/creditor-schema.ts';
import { letterWording } from '../wording/documents/letter.ts';
import type { Locale } from '../wording/locale.ts';
import {
  type Addressee,
  arrearsOf,
  daysPastDue,
  type OpenItem,
  openCreditsOf,
  overdueItems,
  sumOpen,
} from './open-items.ts';
import { type DocumentBlock, facts, type PrintedDocument, paragraph } from './printed-document.ts';

export interface DunningLetter {
  readonly locale: Locale;
  /** What the letter is filed under. */
  readonly number: string;
  readonly customer: Addressee;
  readonly creditor: Creditor;
  /** Everything that is open on the day. */
  readonly items: readonly OpenItem[];
  /** Money of the customer that belongs to no item yet. */
  readonly unappliedFen: Fen;
  readonly on: Day;
  /** Calendar days the customer is given. */
  readonly payWithinDays: number;
  readonly madeAt: Date;
  /** Said at the foot of every page. */
  readonly footer: string;
}

/**
 * The letter that asks a customer for what is past due (R44): every overdue item with its days, the total, money
 * received on account taken off, the account to pay to, the day, and what follows.
 */
export function dunningLetter(letter: DunningLetter): PrintedDocument {
  const { locale, customer, creditor, on, items, unappliedFen } = letter;
  const words = letterWording[locale];
  const overdue = overdueItems(items, on);
  const { overdueFen, creditsFen, toPayFen } = arrearsOf(items, unappliedFen, on);
  const notDueFen = sumOpen(items) + openCreditsOf(items) - overdueFen;
  const days = overdue.reduce((most, item) => Math.max(most, daysPastDue(item, on)), 0);
  return {
    language: locale,
    title: words.title,
    subtitle: words.number({ number: letter.number, day: on }),
    madeAt: letter.madeAt.toISOString(),
    footer: letter.footer,
    blocks: [
      paragraph(words.to({ name: customer.name })),
      facts([
        [words.uscc, customer.uscc],
        [words.code, customer.code],
      ]),
      paragraph(words.body({ day: on, overdue: exactYuan(overdueFen), days })),
      itemsTable(overdue, on, locale),
      facts([
        [words.notDue, notDueFen === 0 ? null : exactYuan(notDueFen)],
        [words.unapplied, creditsFen === 0 ? null : exactYuan(creditsFen)],
        [words.toPay, exactYuan(toPayFen)],
      ]),
      paragraph(words.request({ payBy: addDays(on, letter.payWithinDays) })),
      facts([
        [words.holder, creditor.account.holder],
        [words.bank, creditor.account.bank],
        [words.account, creditor.account.number],
        [words.phone, creditor.phone ?? null],
        [words.address, creditor.address ?? null],
      ]),
      paragraph(words.paid),
      paragraph(words.consequence),
      { kind: 'paragraph', align: 'right', text: words.signed({ name: creditor.name, day: on }) },
    ],
  };
}

/** Open items one by one with their days past due, and their sum. */
export function itemsTable(items: readonly OpenItem[], on: Day, locale: Locale): DocumentBlock {
  const words = letterWording[locale];
  return {
    kind: 'table',
    columns: [
      { label: words.invoice, align: 'left', weight: 2.4 },
      { label: words.issuedOn, align: 'left', weight: 1.5 },
      { label: words.dueOn, align: 'left', weight: 1.5 },
      { label: words.amount, align: 'right', weight: 1.8 },
      { label: words.open, align: 'right', weight: 1.8 },
      { label: words.daysPastDue, align: 'right', weight: 1.2 },
    ],
    rows: items.map((item) => [
      `${item.number}${item.disputed ? words.disputed : ''}`,
      item.issuedOn ?? '',
      item.dueOn,
      exactYuan(item.amountFen),
      exactYuan(item.openFen),
      String(Math.max(0, daysPastDue(item, on))),
    ]),
    total: items.length === 0 ? null : [words.total, '', '', '', exactYuan(sumOpen(items)), ''],
    empty: words.noItems,
  };
}
