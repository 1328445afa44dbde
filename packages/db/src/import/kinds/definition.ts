import type { Day } from '@xinshao/core/day/day.ts';
import type { Rejection } from '@xinshao/core/wording/import.ts';
import type { LineFields } from '../bytes/line-fields.ts';
import type { BinaryRows } from '../copy/binary-rows.ts';
import type { CustomerDirectory } from '../customers/customer-directory.ts';
import type { Cells, ColumnDefinition } from '../mapping/cells.ts';
import type { Book } from '../mapping/mapping-schema.ts';
import type { ImportSettings } from '../options.ts';
import type { DateReader } from '../values/date.ts';

/** A column of a table that an import fills. */
export interface TargetColumn {
  readonly name: string;
  readonly type:
    | 'integer'
    | 'bigint'
    | 'date'
    | 'timestamptz'
    | 'boolean'
    | 'text'
    | 'text[]'
    | 'jsonb'
    | 'double precision';
  /** Whether a row that exists takes the new value; a column that the file does not have keeps the old one. */
  readonly update: boolean;
  /** `combine`: the members of a JSON object are added to those that exist. */
  readonly combine?: boolean;
}

/** Where rows go, and what tells them apart. */
export interface Target {
  readonly table: string;
  /** In the order of the fields that a row reader gives. */
  readonly columns: readonly TargetColumn[];
  readonly key: readonly string[];
  /** Equal rows are told apart by a count in this column instead of being duplicates. */
  readonly ordinal?: string;
}

/** What row readers know besides the row. */
export interface ImportContext {
  readonly settings: ImportSettings;
  readonly today: Day;
  readonly readDate: DateReader;
  /** Whether YYYY-MM-DD is a day as it stands. */
  readonly readsPlainDays: boolean;
  /** Yuan per unit of the file's amounts. */
  readonly multiplier: number;
  /** Currency of rows that state none; null: the base currency. */
  readonly currency: string | null;
  readonly book: Book;
  readonly customers: CustomerDirectory;
  /** Slack user id → code of the member of staff that has it. */
  readonly slackUsers: Map<string, string>;
}

/** Turns a row into COPY's text format, columns in the order of the target and parted by tabs; or says why it cannot. */
export type RowReader = (row: readonly string[]) => string | Rejection;

/**
 * Reads a row from the bytes of its line and writes its fields, those that a row reader would give; false where it is
 * not sure of one: then a row reader must look at the row, and what was written does not count.
 */
export type ByteReader = (line: LineFields, rows: BinaryRows) => boolean;

/** How one kind of file is read and where it goes. */
export interface KindDefinition {
  readonly columns: readonly ColumnDefinition[];
  target(cells: Cells, context: ImportContext): Target;
  rowReader(cells: Cells, context: ImportContext): RowReader;
  /** For kinds with files of millions of rows, where the columns allow it. */
  byteReader?(cells: Cells, context: ImportContext): ByteReader | null;
}
