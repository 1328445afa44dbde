import type pg from 'pg';
import { LineFields } from './bytes/line-fields.ts';
import type { CustomerFinder } from './customers/customers-of-rows.ts';
import type { ByteReader, ImportContext, RowReader, Target } from './kinds/definition.ts';
import type { ProgressMeter } from './progress.ts';
import type { RejectedRows } from './rejected/rejected-rows.ts';
import { openRowSink, type RowSink } from './row-sink.ts';
import { isPlain, type PlainLines, type RowBatch, type RowSource } from './source/rows.ts';

export interface ReadingParts {
  readonly source: RowSource;
  readonly target: Target;
  /** Whether rows go straight into their table instead of the staging table. */
  readonly direct: boolean;
  readonly readRow: RowReader;
  /** Reads most rows of a text file quicker, where the file's columns allow it. */
  readonly readBytes: ByteReader | null;
  /** Whether the row reader wants the line number as one more cell. */
  readonly needsLine: boolean;
  readonly context: ImportContext;
  readonly findCustomers: CustomerFinder | null;
  readonly rejected: RejectedRows;
  readonly progress: ProgressMeter;
  /** Sees the rows as they are sent, in COPY's binary format. */
  readonly onRows?: ((rows: Buffer) => void) | undefined;
}

/**
 * Streams the file to the server: every row is sent or rejected. Blank rows are neither.
 * @returns how many rows were sent
 * @throws the server's error 23505 when rows go straight into their table and two have the same key
 */
export async function sendRows(client: pg.ClientBase, parts: ReadingParts): Promise<number> {
  const { source, target, direct, readBytes, findCustomers, rejected, progress, onRows } = parts;
  const sink = openRowSink(client, target, direct, onRows);
  const reading = new Reading(parts, sink);
  const bytes = readBytes !== null && findCustomers === null && sink.binary !== null && source.text?.utf8 === true;
  for await (const batch of bytes && source.text ? source.text.batches : source.batches) {
    if (isPlain(batch)) {
      for (const _ of reading.takeLines(batch)) await sink.flush();
    } else {
      if (findCustomers) await findCustomers(batch.rows);
      reading.takeRows(batch);
    }
    progress.bytes = batch.bytes;
    await sink.flush();
    await rejected.flush();
    // Lets the timer of the progress run even when reading never has to wait.
    await new Promise((resume) => setImmediate(resume));
  }
  await sink.end();
  return reading.sent;
}

/** Rows on their way from the file to the sink or the rejected ones. */
class Reading {
  sent = 0;
  readonly #parts: ReadingParts;
  readonly #sink: RowSink;
  readonly #columns: number;

  constructor(parts: ReadingParts, sink: RowSink) {
    this.#parts = parts;
    this.#sink = sink;
    this.#columns = parts.source.header.length;
  }

  takeRows(batch: RowBatch): void {
    let broken = 0;
    for (let index = 0; index < batch.rows.length; index++) {
      const line = batch.lines[index] ?? 0;
      for (let next = batch.broken[broken]; next !== undefined && next.line < line; next = batch.broken[++broken]) {
        this.#reject(next.line, [next.text], { code: 'quotes_broken' });
      }
      this.#takeRow(line, batch.rows[index] ?? []);
    }
    for (const { line, text } of batch.broken.slice(broken)) this.#reject(line, [text], { code: 'quotes_broken' });
  }

  /** Reads from the bytes what it can. Stops whenever enough has gathered to be sent. */
  *takeLines(plain: PlainLines): Generator<void> {
    const { readBytes, context, progress } = this.#parts;
    const rows = this.#sink.binary;
    if (rows === null || readBytes === null) throw new Error('nobody reads bytes');
    const fields = new LineFields(plain.lines, plain.delimiter, this.#columns);
    let line = plain.firstLine;
    for (let start = 0; start < plain.lines.length; line++) {
      const next = fields.read(start);
      if (fields.count === this.#columns) {
        this.#sink.startRow(line);
        if (readBytes(fields, rows)) {
          context.customers.acceptCurrent();
          this.sent++;
          progress.rows++;
          if (rows.isFull) yield;
          start = next;
          continue;
        }
        rows.dropRow();
      }
      if (fields.count > 0) this.#takeRow(line, plain.columnsOf(start, fields.end));
      start = next;
    }
    plain.readByBytes(line - plain.firstLine);
  }

  #takeRow(line: number, row: readonly string[]): void {
    const columns = this.#columns;
    const { readRow, needsLine, context, progress } = this.#parts;
    if (row.length !== columns && !fits(row, columns)) {
      if (!isBlank(row)) this.#reject(line, row, { code: 'column_count', expected: columns, found: row.length });
      return;
    }
    const text = readRow(needsLine ? [...row, String(line)] : row);
    if (typeof text !== 'string') {
      if (!isBlank(row)) this.#reject(line, row, text);
      return;
    }
    context.customers.acceptCurrent();
    this.#sink.add(line, text);
    this.sent++;
    progress.rows++;
  }

  #reject(line: number, row: readonly string[], why: Exclude<ReturnType<RowReader>, string>): void {
    this.#parts.rejected.add(line, why, row);
    this.#parts.progress.rows++;
  }
}

/** Empty cells behind the last header are no columns. */
function fits(row: readonly string[], columns: number): boolean {
  return row.length > columns && row.slice(columns).every((cell) => cell === '');
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}
