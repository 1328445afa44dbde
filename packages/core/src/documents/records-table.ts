import { exactYuan } from '../money/exact-yuan.ts';
import type { Fen } from '../money/fen.ts';
import { customerFileWording } from '../wording/documents/customer-file.ts';
import type { Locale } from '../wording/locale.ts';
import type { DocumentTable } from './printed-document.ts';

/** A table of a customer's file; it says so where there are no rows. */
export function recordsTable(
  locale: Locale,
  columns: readonly (readonly [label: string, weight: number, align?: 'right'])[],
  rows: string[][],
): DocumentTable {
  return {
    kind: 'table',
    columns: columns.map(([label, weight, align]) => ({ label, weight, align: align ?? 'left' })),
    rows,
    total: null,
    empty: customerFileWording[locale].none,
  };
}

/** Yuan with two decimals, or a dash where nothing is known. */
export function yuanOrDash(fen: Fen | null): string {
  return fen === null ? '—' : exactYuan(fen);
}
