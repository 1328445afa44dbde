/** One kind of bulk data in two forms: rows for COPY straight into a table, and a CSV file to import. */
export interface BulkTable {
  /** `COPY … FROM STDIN` for the chunks of `copyRows`; customer ids are 1, 2, 3, … */
  readonly copyCommand: string;
  /** Text-format COPY rows in chunks of about a quarter of a megabyte. */
  copyRows(): Generator<string>;
  /** The same rows as a CSV file with canonical headers, in chunks. */
  csv(): Generator<string>;
}

const CHUNK_LENGTH = 262_144;

/** Joins rows (each ended by a line feed) into chunks: one write for thousands of rows. */
export function* inChunks(rows: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += row;
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** A table from its columns and two ways to write a row of it. */
export function bulkTable<Row>(options: {
  table: string;
  columns: string;
  csvHeader: string;
  rows: () => Iterable<Row>;
  copyRow: (row: Row) => string;
  csvRow: (row: Row) => string;
}): BulkTable {
  return {
    copyCommand: `COPY ${options.table} (${options.columns}) FROM STDIN`,
    *copyRows() {
      yield* inChunks(mapped(options.rows(), options.copyRow));
    },
    *csv() {
      yield `${options.csvHeader}\n`;
      yield* inChunks(mapped(options.rows(), options.csvRow));
    },
  };
}

function* mapped<Row>(rows: Iterable<Row>, write: (row: Row) => string): Generator<string> {
  for (const row of rows) {
    const text = write(row);
    // A row that concerns another file is written as nothing.
    if (text !== '') yield text;
  }
}

/** Fen as yuan with two decimals; whole and positive amounts only. */
export function bulkYuan(fen: number): string {
  const cents = fen % 100;
  return `${(fen - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}
