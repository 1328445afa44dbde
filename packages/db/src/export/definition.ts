import type { EXPORT_COLUMN_LABELS } from '@xinshao/core/wording/export.ts';
import type { Label, Locale } from '@xinshao/core/wording/locale.ts';

/** What can be exported. */
export const EXPORTS = ['alerts', 'assessments', 'audit', 'effect', 'limits'] as const;
export type ExportName = (typeof EXPORTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** One column of an exported file. */
export interface ExportColumn {
  readonly id: keyof typeof EXPORT_COLUMN_LABELS;
  /** Expression of the export's query. Its parameters: $1 first day, $2 last day (null: no bound), $3 time zone. */
  readonly sql: string;
  /** `fen`: an amount, written in yuan; `number`: as it is; text otherwise. */
  readonly kind: 'text' | 'number' | 'fen';
  /** Words for the ids that the column holds. */
  readonly labels?: Readonly<Record<string, Label>>;
  /** Puts what the column holds into words. */
  readonly words?: (value: string, locale: Locale) => string;
}

export interface ExportDefinition {
  readonly columns: readonly ExportColumn[];
  /** FROM, WHERE and ORDER BY. */
  readonly source: string;
}

/** A column of text. */
export function text(id: ExportColumn['id'], sql: string, labels?: Readonly<Record<string, Label>>): ExportColumn {
  return labels === undefined ? { id, sql, kind: 'text' } : { id, sql, kind: 'text', labels };
}

/** A column of what a query gives as JSON and `words` puts into words. */
export function worded(
  id: ExportColumn['id'],
  sql: string,
  words: (value: string, locale: Locale) => string,
): ExportColumn {
  return { id, sql, kind: 'text', words };
}

/** An instant on the company's clock. */
export function instant(id: ExportColumn['id'], sql: string): ExportColumn {
  return { id, sql: `to_char(${sql} AT TIME ZONE $3::text, 'YYYY-MM-DD HH24:MI:SS')`, kind: 'text' };
}

/** A number, or an amount that is kept in fen. */
export function figure(id: ExportColumn['id'], sql: string, kind: 'number' | 'fen'): ExportColumn {
  return { id, sql, kind };
}

/** Condition that a column of type date lies in the period. */
export function inPeriod(sql: string): string {
  return `($1::date IS NULL OR ${sql} >= $1::date) AND ($2::date IS NULL OR ${sql} <= $2::date)`;
}
