import { isAscii } from 'node:buffer';
import { ImportRefused } from '../import-refused.ts';
import { CsvSplitter } from './csv-splitter.ts';
import type { InspectedFile } from './inspect-file.ts';
import { inPieces, type LineBlock, lineBlocks } from './line-blocks.ts';
import { isPlain, type PlainLines, type RowBatch, type RowSource } from './rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const BYTE_ORDER_MARK = '\ufeff';
const LINE_FEED = 10;
const QUOTE = 0x22;
/** Where a block has quotation marks, so much around each is read with them in mind. */
const PIECE = 1 << 15;

/**
 * Opens a CSV file that `inspectFile` found to be text. Delimiter (`,`, `;` or tab) and line ends are told from the
 * first line; the header is the first line that is not blank.
 * @throws ImportRefused when there is no header
 */
export async function csvRows(file: InspectedFile): Promise<RowSource> {
  const blocks = lineBlocks(file);
  const first = await blocks.next();
  if (first.done) throw new ImportRefused({ code: 'header_missing', file: file.name });
  const csv = new CsvFile(file, first.value);
  const rest = await csv.readHeader(blocks, first.value);
  const { header } = csv;
  const batches = () => csv.batches(blocks, rest);
  return { header, batches: asRows(batches), text: { batches: { [Symbol.asyncIterator]: batches }, utf8: csv.utf8 } };
}

function asRows(batches: () => AsyncGenerator<RowBatch | PlainLines>): AsyncIterable<RowBatch> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches()) yield isPlain(batch) ? batch.asRows() : batch;
    },
  };
}

/** What the header's line leaves of its block. */
interface AfterHeader {
  readonly batch: RowBatch;
  readonly block: LineBlock;
}

class CsvFile {
  readonly utf8: boolean;
  header: readonly string[] = [];
  readonly #name: string;
  readonly #decoder: TextDecoder;
  readonly #delimiter: string;
  readonly #splitter: CsvSplitter;

  constructor(file: InspectedFile, first: LineBlock) {
    this.utf8 = file.format === 'utf8';
    this.#name = file.name;
    this.#decoder = new TextDecoder(this.utf8 ? 'utf-8' : 'gb18030', { fatal: true, ignoreBOM: true });
    const start = this.#decode(first.lines).replace(BYTE_ORDER_MARK, '');
    const newline = String.fromCharCode(first.newline);
    this.#delimiter = delimiterOf(start.trimStart().split(newline, 1)[0] ?? '');
    this.#splitter = new CsvSplitter(this.#delimiter, newline);
  }

  /** Reads line by line until there is a row: the header. */
  async readHeader(blocks: AsyncGenerator<LineBlock>, first: LineBlock): Promise<AfterHeader> {
    let isStart = true;
    for (let block = first; ; ) {
      let position = 0;
      do {
        const end = block.lines.indexOf(block.newline, position) + 1 || block.lines.length;
        const line = this.#decode(block.lines.subarray(position, end));
        position = end;
        const text = isStart ? line.replace(BYTE_ORDER_MARK, '') : line;
        isStart = false;
        const { rows, lines, broken } = this.#splitter.push(text, block.last && end === block.lines.length);
        const [header] = rows;
        if (header === undefined) continue;
        this.header = header;
        const batch = { rows: rows.slice(1), lines: lines.slice(1), broken, bytes: end };
        return { batch, block: { ...block, lines: block.lines.subarray(end) } };
      } while (position < block.lines.length);
      const next = await blocks.next();
      if (next.done) throw new ImportRefused({ code: 'header_missing', file: this.#name });
      block = next.value;
    }
  }

  async *batches(blocks: AsyncGenerator<LineBlock>, rest: AfterHeader): AsyncGenerator<RowBatch | PlainLines> {
    yield rest.batch;
    yield* this.#read(rest.block);
    this.#splitter.columns = this.header.length;
    for await (const block of blocks) yield* this.#read(block);
  }

  *#read(block: LineBlock): Generator<RowBatch | PlainLines> {
    const { lines, newline, bytes, last } = block;
    if (!last && this.#isPlain(lines, newline)) {
      yield this.#plain(lines, bytes);
      return;
    }
    for (const piece of last ? [] : inPieces(lines, newline, PIECE)) {
      yield this.#isPlain(piece, newline) ? this.#plain(piece, bytes) : this.#rows(piece, bytes, false);
    }
    if (last) yield this.#rows(lines, bytes, true);
  }

  #isPlain(lines: Buffer, newline: number): boolean {
    return newline === LINE_FEED && !this.#splitter.isInside && !lines.includes(QUOTE);
  }

  #rows(lines: Buffer, bytes: number, last: boolean): RowBatch {
    return { ...this.#splitter.push(this.#decode(lines), last), bytes };
  }

  #plain(lines: Buffer, bytes: number): PlainLines {
    const splitter = this.#splitter;
    return {
      lines,
      firstLine: splitter.line,
      delimiter: this.#delimiter.charCodeAt(0),
      bytes,
      columnsOf: (start, end) => this.#decode(lines.subarray(start, end)).split(this.#delimiter),
      readByBytes: (count) => {
        splitter.line += count;
      },
      asRows: () => this.#rows(lines, bytes, false),
    };
  }

  /** Bytes of ASCII alone need no decoder. */
  #decode(bytes: Buffer): string {
    return isAscii(bytes) ? bytes.toString('latin1') : this.#decoder.decode(bytes);
  }
}

/** The delimiter that occurs most often outside quotation marks; a comma when none occurs. */
function delimiterOf(line: string): string {
  const unquoted = line.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => unquoted.split(delimiter).length - 1;
  return DELIMITERS.reduce(
    (best, delimiter) => (count(delimiter) > count(best) ? delimiter : best),
    DELIMITERS[0] as string,
  );
}
