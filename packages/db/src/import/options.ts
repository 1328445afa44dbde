import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';

/** The ten files people import (§4). */
export const IMPORT_KINDS = [
  'customers',
  'invoices',
  'payments',
  'orders',
  'statements',
  'events',
  'staff',
  'teams',
  'ownership',
  'industries',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What an import needs of the company's settings. */
export interface ImportSettings {
  /** ISO code of the currency that money is kept in. */
  readonly baseCurrency: string;
  /** Units of the base currency that one unit of another currency is worth. */
  readonly rates: Readonly<Record<string, number>>;
  /** Term of an invoice that states neither due day nor term, of a customer without one; null: there is none. */
  readonly defaultTermDays: number | null;
  /** IANA name of the time zone in which the company's days begin. */
  readonly timeZone: string;
}

export interface ImportProgress {
  /** Rows read so far. */
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
  /** `storing`: all rows are read, the database merges them. */
  readonly phase: 'reading' | 'storing';
}

export interface ImportOptions {
  readonly kind: ImportKind;
  readonly path: string;
  /** A mapping file (YAML) that says where the columns come from. */
  readonly mapping?: string | undefined;
  /** One bad row refuses the whole file. */
  readonly strict?: boolean | undefined;
  readonly settings: ImportSettings;
  /** The day of the import in the company's time zone. */
  readonly today: Day;
  /** Language of the reasons in the file of rejected rows. */
  readonly locale?: Locale | undefined;
  /** Folder for the file of rejected rows; beside the imported file when not given. */
  readonly rejectedFolder?: string | undefined;
  /** Who imports; the program itself unless told otherwise. */
  readonly origin?: AuditOrigin | undefined;
  /** Called four times a second while the import runs, and once at its end. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** What became of a file. Every row is exactly one of inserted, updated, unchanged, duplicate, rejected. */
export interface ImportReport {
  readonly kind: ImportKind;
  readonly file: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows that repeat an earlier row of the file exactly. */
  readonly duplicates: number;
  readonly rejected: number;
  /** Where the rejected rows are, with line and reason; null when there are none. */
  readonly rejectedFile: string | null;
  readonly customersCreated: number;
  /** Customers created from a ledger whose USCC was none and was left empty. */
  readonly usccsLeftOut: number;
  readonly durationMs: number;
}
