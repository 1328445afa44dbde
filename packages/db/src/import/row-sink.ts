import type pg from 'pg';
import { BinaryRows, fitsBinary } from './copy/binary-rows.ts';
import { CopyWriter } from './copy/copy-writer.ts';
import { writeBinaryFields } from './copy/write-binary-row.ts';
import type { Target } from './kinds/definition.ts';
import { copyStatement } from './sql/staging.ts';

/** Where rows go on their way to the server. */
export interface RowSink {
  /** Rows in the binary format, for who writes them field by field after `startRow`; null: the format is text. */
  readonly binary: BinaryRows | null;
  startRow(line: number): void;
  /** @param text the fields of a row in COPY's text format, parted by tabs */
  add(line: number, text: string): void;
  /** Sends what has gathered, when that is enough. */
  flush(): Promise<void>;
  /** Sends the rest and waits until the server has taken everything. */
  end(): Promise<void>;
}

/**
 * Opens a COPY into the staging table, or straight into the target.
 * @param onRows sees the rows before they are sent, where the format is binary
 */
export function openRowSink(
  client: pg.ClientBase,
  target: Target,
  direct: boolean,
  onRows?: (rows: Buffer) => void,
): RowSink {
  const binary = fitsBinary(target.columns);
  const writer = new CopyWriter(client, copyStatement(target, { direct, binary }));
  return binary ? binarySink(writer, target, direct, onRows) : textSink(writer, direct);
}

function textSink(writer: CopyWriter, direct: boolean): RowSink {
  return {
    binary: null,
    startRow: () => undefined,
    add: (line, text) => writer.add(direct ? `${text}\n` : `${line}\t${text}\n`),
    flush: () => writer.flush(),
    end: () => writer.end(),
  };
}

function binarySink(
  writer: CopyWriter,
  { columns }: Target,
  direct: boolean,
  onRows: ((rows: Buffer) => void) | undefined,
): RowSink {
  const rows = new BinaryRows();
  const fields = columns.length + (direct ? 0 : 1);
  let hasHeader = false;
  const send = async () => {
    if (!hasHeader) await writer.send(BinaryRows.header);
    hasHeader = true;
    const block = rows.take();
    onRows?.(block);
    await writer.send(block);
  };
  const startRow = (line: number) => {
    rows.startRow(fields);
    if (!direct) rows.integer(line);
  };
  return {
    binary: rows,
    startRow,
    add: (line, text) => {
      startRow(line);
      writeBinaryFields(rows, columns, text);
    },
    flush: async () => {
      if (rows.isFull) await send();
    },
    end: async () => {
      await send();
      await writer.send(BinaryRows.trailer);
      await writer.end();
    },
  };
}
