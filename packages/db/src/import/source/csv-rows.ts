import { isAscii } from 'node:buffer';
import { ImportRefused } from '../import-refused.ts';
import { CsvSplitter } from './csv-splitter.ts';
import { type InspectedFile, readChunks } from './inspect-file.ts';
import type { RowBatch, RowSource } from './rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Opens a CSV file that `inspectFile` found to be text. Delimiter (`,`, `;` or tab) and line ends are told from the
 * first line; the header is the first line that is not blank.
 * @throws ImportRefused when there is no header
 */
export async function csvRows(file: InspectedFile): Promise<RowSource> {
  const texts = decoded(file);
  const first = await texts.next();
  if (first.done) throw new ImportRefused({ code: 'header_missing', file: file.name });
  const start = first.value.text.replace(BYTE_ORDER_MARK, '');
  const newline = start.includes('\n') || !start.includes('\r') ? '\n' : '\r';
  const firstLine = start.trimStart().split(newline, 1)[0] ?? '';
  const splitter = new CsvSplitter(delimiterOf(firstLine), newline);

  let split = splitter.push(start, first.value.last);
  let bytes = first.value.bytes;
  while (split.rows.length === 0) {
    const next = await texts.next();
    if (next.done) throw new ImportRefused({ code: 'header_missing', file: file.name });
    split = splitter.push(next.value.text, next.value.last);
    bytes = next.value.bytes;
  }
  const [header = []] = split.rows;
  splitter.columns = header.length;
  const rest: RowBatch = { ...split, rows: split.rows.slice(1), lines: split.lines.slice(1), bytes };

  async function* batches(): AsyncGenerator<RowBatch> {
    yield rest;
    for await (const { text, last, bytes } of texts) yield { ...splitter.push(text, last), bytes };
  }
  return { header, batches: batches() };
}

interface DecodedBlock {
  readonly text: string;
  readonly bytes: number;
  readonly last: boolean;
}

async function* decoded(file: InspectedFile): AsyncGenerator<DecodedBlock> {
  const decoder = new TextDecoder(file.format === 'gb18030' ? 'gb18030' : 'utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  let pending = false;
  for await (const chunk of readChunks(file.path, file.name)) {
    bytes += chunk.length;
    // Bytes of ASCII alone need no decoder, unless the block before ended inside a character.
    const plain: boolean = !pending && isAscii(chunk);
    const text = plain ? chunk.toString('latin1') : decoder.decode(chunk, { stream: true });
    pending = !plain && (chunk[chunk.length - 1] ?? 0) >= 0x30;
    yield { text, bytes, last: false };
  }
  yield { text: decoder.decode(), bytes, last: true };
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
