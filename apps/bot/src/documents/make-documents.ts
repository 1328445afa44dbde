import { createHash } from 'node:crypto';
import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { accountStatement } from '@xinshao/core/documents/account-statement.ts';
import { dunningLetter } from '@xinshao/core/documents/dunning-letter.ts';
import { contentHash, type PrintedDocument } from '@xinshao/core/documents/printed-document.ts';
import { renderHtml } from '@xinshao/core/documents/render-html.ts';
import type { Creditor } from '@xinshao/core/policy/creditor-schema.ts';
import type { PromiseTerms } from '@xinshao/core/promises/promise.ts';
import { printWording } from '@xinshao/core/wording/documents/print.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { expectedCollectionsOf } from '@xinshao/db/collection/expected-collections.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { DocumentCustomer } from '@xinshao/db/documents/addressee.ts';
import { type DocumentKind, recordDocument } from '@xinshao/db/documents/record-document.ts';
import { factsOf } from '@xinshao/db/facts/facts-of-customer.ts';
import { ledgerEntriesOf } from '@xinshao/db/ledger/ledger-entries.ts';
import { openAccountOf } from '@xinshao/db/ledger/open-items.ts';
import { clockTime } from '../present/time.ts';
import { renderPdf } from './render-pdf.ts';

export const DOCUMENT_FORMATS = ['pdf', 'html'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export interface DocumentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Who makes a document, and when. */
export interface DocumentMaking {
  readonly database: Database;
  readonly origin: AuditOrigin;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
}

/** The foot of every document: when and by whom it was made. */
export function footerOf({ origin, locale, timeZone, now }: DocumentMaking): string {
  return printWording[locale].madeAt({ at: clockTime(now, timeZone), by: origin.actor });
}

/** The letter that asks a customer for what is past due today. */
export async function makeLetter(
  making: DocumentMaking,
  letter: {
    readonly customer: DocumentCustomer;
    readonly creditor: Creditor;
    readonly number: string;
    readonly payWithinDays: number;
  },
): Promise<PrintedDocument> {
  const on = dayInTimeZone(making.now, making.timeZone);
  const { items, unappliedFen } = await openAccountOf(making.database.pool, letter.customer.id, on);
  const { locale, now: madeAt } = making;
  return dunningLetter({ ...letter, locale, items, unappliedFen, on, madeAt, footer: footerOf(making) });
}

/** The statement of a customer's account over a period. @param terms by which promises to pay are judged */
export async function makeStatement(
  making: DocumentMaking,
  customer: DocumentCustomer,
  creditor: Creditor,
  terms: PromiseTerms,
  period: { readonly from: Day; readonly to: Day },
): Promise<PrintedDocument> {
  const { database, locale, now: madeAt } = making;
  const { from, to } = period;
  const { pool } = database;
  const { promises } = await factsOf(database, customer.id, to, terms);
  const [ledger, account, expected] = await Promise.all([
    ledgerEntriesOf(pool, customer.id, from, to),
    openAccountOf(pool, customer.id, to),
    expectedCollectionsOf(pool, customer.id, to, promises.history ?? []),
  ]);
  const { items, unappliedFen } = account;
  const footer = footerOf(making);
  const accountOf = { ...ledger, items, unappliedFen, expected };
  return accountStatement({ locale, customer, creditor, from, to, ...accountOf, madeAt, footer });
}

/** A document in one format. */
export async function documentFile(
  printed: PrintedDocument,
  format: DocumentFormat,
  name: string,
): Promise<DocumentFile> {
  return { name, bytes: format === 'pdf' ? await renderPdf(printed) : Buffer.from(renderHtml(printed)) };
}

/** Records in the audit trail that files of a document leave the house; do it before they do. */
export async function recordFiles(
  { database, origin, now }: DocumentMaking,
  made: {
    readonly kind: DocumentKind;
    readonly customerCode: string;
    readonly from: Day | null;
    readonly to: Day | null;
  },
  printed: PrintedDocument,
  files: readonly DocumentFile[],
): Promise<void> {
  const document = {
    ...made,
    contentHash: contentHash(printed),
    files: files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })),
  };
  await recordDocument(database, origin, document, now);
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
