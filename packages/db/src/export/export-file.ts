import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { EXPORT_COLUMN_LABELS, SHEET_LABELS } from '@xinshao/core/wording/export.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { readInBatches } from '../read-in-batches.ts';
import { withinTransaction } from '../within-transaction.ts';
import type { ExportColumn, ExportFormat, ExportName } from './definition.ts';
import { EXPORT_DEFINITIONS } from './definitions.ts';
import type { Cells, Sheet } from './sheet.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

export interface ExportOptions {
  readonly what: ExportName;
  readonly format: ExportFormat;
  /** The file to write; one of that name is replaced once the new one is whole. */
  readonly path: string;
  /** First and last day, both included; null: no bound. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** IANA time zone of the company: in it times are written and days begin. */
  readonly timeZone: string;
  readonly locale: Locale;
  readonly origin: AuditOrigin;
}

export interface ExportReport {
  readonly what: ExportName;
  readonly format: ExportFormat;
  readonly file: string;
  /** Without the header. */
  readonly rows: number;
  /** Cells that were too long for the format and were cut. */
  readonly clipped: number;
}

/**
 * Writes alerts, assessments or the audit trail to a file, as of one moment, row by row however many there are. An
 * export is a look at everything in it: it is entered into the audit trail first, so that none goes unrecorded.
 * @throws the system's error when the file cannot be written, the driver's when the database goes away; no half
 *   written file stays behind then
 */
export async function exportFile(database: Database, options: ExportOptions): Promise<ExportReport> {
  const { what, format, path, from, to, locale, origin } = options;
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      ...origin,
      action: 'data_exported',
      subjectKind: 'export',
      subjectId: what,
      after: { format, file: basename(path), from, to },
    }),
  );
  const { columns } = EXPORT_DEFINITIONS[what];
  const unfinished = `${path}.part`;
  try {
    const written = await withinTransaction(
      database,
      (transaction) => {
        const sheet: Sheet = {
          name: SHEET_LABELS[what][locale],
          header: columns.map(({ id }) => EXPORT_COLUMN_LABELS[id][locale]),
          kinds: columns.map(({ kind }) => kind),
          batches: cellsOf(transaction, options),
        };
        return format === 'csv' ? writeCsv(unfinished, sheet) : writeXlsx(unfinished, sheet);
      },
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    );
    await rename(unfinished, path);
    return { what, format, file: path, ...written };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* cellsOf(
  transaction: Parameters<typeof readInBatches>[0],
  { what, from, to, timeZone, locale }: ExportOptions,
): AsyncGenerator<readonly Cells[]> {
  const { columns, source } = EXPORT_DEFINITIONS[what];
  const select = `SELECT ${columns.map(({ id, sql }) => `(${sql})::text AS "${id}"`).join(', ')} ${source}`;
  const batches = readInBatches<Record<string, string | null>>(transaction, select, [from, to, timeZone]);
  for await (const rows of batches) {
    yield rows.map((row) => columns.map((column) => cellText(column, row[column.id] ?? null, locale)));
  }
}

function cellText({ kind, labels, words }: ExportColumn, value: string | null, locale: Locale): string | null {
  if (value === null) return null;
  if (kind === 'fen') return yuanText(BigInt(value));
  if (words !== undefined) return words(value, locale);
  return labels === undefined ? value : labelOf(labels, value, locale);
}

/** An amount in fen as yuan with two decimals, exactly. */
function yuanText(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
