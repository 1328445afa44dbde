import type { Day } from '../day/day.ts';
import { exactYuan } from '../money/exact-yuan.ts';
import type { Fen } from '../money/fen.ts';
import type { Creditor } from '../policy/creditor-schema.ts';
import { letterWording } from '../wording/documents/letter.ts';
import { statementWording } from '../wording/documents/statement.ts';
import type { Locale } from '../wording/locale.ts';
import { itemsTable } from './dunning-letter.ts';
import { type Addressee, arrearsOf, type OpenItem } from './open-items.ts';
import { type DocumentBlock, facts, heading, type PrintedDocument, paragraph } from './printed-document.ts';

/** Something that changed what a customer owes. */
export interface LedgerEntry {
  readonly day: Day;
  /** `cleared`: the source says the rest of an item was settled that day, without a payment we know of. */
  readonly kind: 'invoice' | 'credit_note' | 'payment' | 'cleared';
  /** Number of the item; empty: on account. */
  readonly reference: string;
  /** Positive: the customer owes more. */
  readonly changeFen: Fen;
}

/** Money that is expected from a customer. */
export interface ExpectedCollection {
  readonly on: Day;
  readonly amountFen: Fen;
  readonly source: 'instalment' | 'promise' | 'contact';
}

export interface AccountStatement {
  readonly locale: Locale;
  readonly customer: Addressee;
  readonly creditor: Creditor;
  readonly from: Day;
  readonly to: Day;
  /** What was owed when the first day began. */
  readonly openingFen: Fen;
  /** Everything of the period, in the order of days. */
  readonly entries: readonly LedgerEntry[];
  /** What is open when the last day ends. */
  readonly items: readonly OpenItem[];
  /** Money of the customer that belongs to no item yet: closing balance = open items − this. */
  readonly unappliedFen: Fen;
  /** After the last day. Empty: none; not part of what the customer is asked to confirm. */
  readonly expected: readonly ExpectedCollection[];
  readonly madeAt: Date;
  readonly footer: string;
}

/** Balances of a period: opening + charged − paid − cleared = closing. */
export interface Balances {
  readonly openingFen: Fen;
  readonly chargedFen: Fen;
  readonly paidFen: Fen;
  readonly clearedFen: Fen;
  readonly closingFen: Fen;
}

/** Adds up the entries of a period. */
export function balancesOf(openingFen: Fen, entries: readonly LedgerEntry[]): Balances {
  const sum = (kinds: readonly LedgerEntry['kind'][]) =>
    entries.reduce((total, { kind, changeFen }) => (kinds.includes(kind) ? total + changeFen : total), 0);
  const chargedFen = sum(['invoice', 'credit_note']);
  const paidFen = 0 - sum(['payment']);
  const clearedFen = 0 - sum(['cleared']);
  return { openingFen, chargedFen, paidFen, clearedFen, closingFen: openingFen + chargedFen - paidFen - clearedFen };
}

/** The statement that both sides compare with their books (R46). */
export function accountStatement(statement: AccountStatement): PrintedDocument {
  const { locale, customer, creditor, from, to, items } = statement;
  const words = statementWording[locale];
  const balances = balancesOf(statement.openingFen, statement.entries);
  const { overdueFen } = arrearsOf(items, statement.unappliedFen, to);
  return {
    language: locale,
    title: words.title,
    subtitle: words.period({ from, to }),
    madeAt: statement.madeAt.toISOString(),
    footer: statement.footer,
    blocks: [
      paragraph(words.to({ name: customer.name })),
      facts([
        [letterWording[locale].uscc, customer.uscc],
        [letterWording[locale].code, customer.code],
      ]),
      heading(words.summary),
      facts([
        [words.opening({ day: from }), exactYuan(balances.openingFen)],
        [words.charged, exactYuan(balances.chargedFen)],
        [words.paid, exactYuan(balances.paidFen)],
        [words.cleared, balances.clearedFen === 0 ? null : exactYuan(balances.clearedFen)],
        [words.closing({ day: to }), exactYuan(balances.closingFen)],
      ]),
      heading(words.entries),
      entriesTable(statement),
      heading(words.openItems),
      itemsTable(items, to, locale),
      facts([
        [words.overdue, overdueFen === 0 ? null : exactYuan(overdueFen)],
        [words.unapplied, statement.unappliedFen === 0 ? null : exactYuan(statement.unappliedFen)],
      ]),
      ...(statement.expected.length === 0 ? [] : [heading(words.expected), expectedTable(statement.expected, locale)]),
      paragraph(words.confirm),
      { kind: 'paragraph', align: 'right', text: `${words.ours({ name: creditor.name })}\n\n${words.theirs}` },
    ],
  };
}

function entriesTable({ locale, entries, openingFen }: AccountStatement): DocumentBlock {
  const words = statementWording[locale];
  const kinds = {
    invoice: words.invoice,
    credit_note: words.creditNote,
    payment: words.received,
    cleared: words.clearing,
  };
  let balance = openingFen;
  return {
    kind: 'table',
    columns: [
      { label: words.day, align: 'left', weight: 1.4 },
      { label: words.kind, align: 'left', weight: 1.4 },
      { label: words.reference, align: 'left', weight: 2.2 },
      { label: words.charge, align: 'right', weight: 1.7 },
      { label: words.payment, align: 'right', weight: 1.7 },
      { label: words.balance, align: 'right', weight: 1.8 },
    ],
    rows: entries.map(({ day, kind, reference, changeFen }) => {
      balance += changeFen;
      const charged = kind === 'invoice' || kind === 'credit_note';
      return [
        day,
        kinds[kind],
        reference,
        charged ? exactYuan(changeFen) : '',
        charged ? '' : exactYuan(0 - changeFen),
        exactYuan(balance),
      ];
    }),
    total: null,
    empty: words.noEntries,
  };
}

/** What is expected, the earliest first. */
export function expectedTable(expected: readonly ExpectedCollection[], locale: Locale): DocumentBlock {
  const words = statementWording[locale];
  return {
    kind: 'table',
    columns: [
      { label: words.expectedOn, align: 'left', weight: 1 },
      { label: words.expectedAmount, align: 'right', weight: 1 },
      { label: words.source, align: 'left', weight: 2 },
    ],
    rows: expected.map(({ on, amountFen, source }) => [on, exactYuan(amountFen), words[source]]),
    total: null,
    empty: words.nothingExpected,
  };
}
