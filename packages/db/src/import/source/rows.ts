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

/** An opened table: its header, then its rows. */
export interface RowSource {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<RowBatch>;
}
