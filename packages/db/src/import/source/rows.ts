/** A physical line that could not be cut into columns. */
export interface BrokenRow {
  readonly line: number;
  readonly text: string;
}

/** Some rows of a file in order, as parallel lists: this is the hot path of an import. */
export interface RowBatch {
  readonly rows: readonly (readonly string[])[];
  /** The line (CSV) or row (spreadsheet) where each row starts, counted from 1. */
  readonly lines: readonly number[];
  readonly broken: readonly BrokenRow[];
  /** Bytes of the file read up to the end of this batch. */
  readonly bytes: number;
}

/**
 * Whole lines of a text file, each ended by a line feed, with no quotation mark among them: every line is a row, and
 * its columns are what the delimiter parts. Whoever gets them reads them all, by one of the two ways.
 */
export interface PlainLines {
  readonly lines: Buffer;
  /** Number of the first of them, counted from 1. */
  readonly firstLine: number;
  /** Code of the character that parts columns. */
  readonly delimiter: number;
  /** Bytes of the file read up to their end. */
  readonly bytes: number;
  /** The columns of one line, which ends before its line break. */
  columnsOf(start: number, end: number): readonly string[];
  /** Says that the lines were read from `lines`, and how many they were. */
  readByBytes(count: number): void;
  /** The lines as any other rows. */
  asRows(): RowBatch;
}

/** An opened table: its header, then its rows, each batch in turn. */
export interface RowSource {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<RowBatch>;
  /** The same batches where the file is a text of lines, those that allow it as they stand; instead of `batches`. */
  readonly text?: TextSource;
}

export interface TextSource {
  readonly batches: AsyncIterable<RowBatch | PlainLines>;
  /** Whether every byte beyond ASCII belongs to UTF-8. */
  readonly utf8: boolean;
}

export function isPlain(batch: RowBatch | PlainLines): batch is PlainLines {
  return 'asRows' in batch;
}
