import type { ExportColumn } from './definition.ts';

/** One row; null: empty. Numbers and amounts in their decimal form. */
export type Cells = readonly (string | null)[];

/** What a writer needs of an export. */
export interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly kinds: readonly ExportColumn['kind'][];
  readonly batches: AsyncIterable<readonly Cells[]>;
}

export interface Written {
  /** Without the header. */
  readonly rows: number;
  /** Cells that were cut because the format takes no longer ones. */
  readonly clipped: number;
}
