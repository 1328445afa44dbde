import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Day } from '@xinshao/core/day/day.ts';
import { contentHash, type PrintedDocument } from '@xinshao/core/documents/printed-document.ts';
import { documentWording } from '@xinshao/core/wording/documents/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { Database } from '@xinshao/db/database.ts';
import { customerByCode, type DocumentCustomer } from '@xinshao/db/documents/addressee.ts';
import type { DocumentKind } from '@xinshao/db/documents/record-document.ts';
import { CommanderError } from 'commander';
import { loadCompanySettings } from '../config/load-files.ts';
import { type DocumentMaking, documentFile, recordFiles } from '../documents/make-documents.ts';
import { actorWho } from './acting.ts';
import type { CommandEnvironment } from './environment.ts';
import { Refusal } from './refusal.ts';
import { withDatabase } from './with-database.ts';

export interface DocumentCommand {
  readonly kind: DocumentKind;
  readonly customerCode: string;
  readonly from: Day | null;
  readonly to: Day | null;
  /** Where to write it; left out: a PDF in the current folder. */
  readonly out: string | undefined;
  /** Language of the document. */
  readonly locale: Locale;
  readonly make: (making: DocumentMaking, customer: DocumentCustomer) => Promise<PrintedDocument>;
}

/** Makes a document, records it in the audit trail, and writes it whole or not at all. */
export async function writeDocument(environment: CommandEnvironment, command: DocumentCommand): Promise<void> {
  const { config, log, output, now } = environment;
  const words = documentWording[output.locale];
  const { kind, customerCode, from, to, locale } = command;
  const path = resolve(command.out ?? `xinshao-${kind}-${customerCode.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}.pdf`);
  const format = formatOf(path);
  if (format === null) {
    throw new CommanderError(2, 'xinshao.extension', words.badExtension({ name: basename(path) }));
  }
  const { timeZone } = loadCompanySettings(config.companyFile, output.locale);
  const printed = await withDatabase(config, log, async (database) => {
    const customer = await theCustomer(database, customerCode, output.locale);
    const { code: actor } = await actorWho(database, environment, 'export_details');
    const making = { database, origin: { actor, surface: 'cli' }, locale, timeZone, now: now() } as const;
    const made = await command.make(making, customer);
    const file = await documentFile(made, format, basename(path));
    await recordFiles(making, { kind, customerCode: customer.code, from, to }, made, [file]);
    await writeWhole(path, file.bytes);
    return made;
  });
  const hash = contentHash(printed);
  output.document({ kind, customer: customerCode, from, to, file: path, contentHash: hash });
  output.line(words.written({ file: path, hash }));
}

async function theCustomer(database: Database, code: string, locale: Locale): Promise<DocumentCustomer> {
  const customer = await customerByCode(database, code);
  if (customer === null) throw new Refusal(documentWording[locale].noCustomer({ code }));
  return customer;
}

function formatOf(path: string): 'pdf' | 'html' | null {
  switch (extname(path).toLowerCase()) {
    case '.pdf':
      return 'pdf';
    case '.html':
    case '.htm':
      return 'html';
    default:
      return null;
  }
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
