import { type InspectedFile, readChunks } from './inspect-file.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Whole lines of a file, the last of which may lack its line break. */
export interface LineBlock {
  readonly lines: Buffer;
  /** The byte that ends a line: a line feed (also after a carriage return), or a carriage return in old files. */
  readonly newline: number;
  /** Bytes of the file read up to their end. */
  readonly bytes: number;
  readonly last: boolean;
}

/** The file in blocks of about a megabyte that are cut at line breaks, so that no character is cut either. */
export async function* lineBlocks(file: InspectedFile): AsyncGenerator<LineBlock> {
  let newline: number | null = null;
  let bytes = 0;
  let rest: Buffer[] = [];
  for await (const chunk of readChunks(file.path, file.name)) {
    newline ??= chunk.includes(LINE_FEED) || !chunk.includes(CARRIAGE_RETURN) ? LINE_FEED : CARRIAGE_RETURN;
    const end = chunk.lastIndexOf(newline) + 1;
    bytes += chunk.length;
    if (end === 0) {
      rest.push(chunk);
      continue;
    }
    const lines = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]);
    rest = end === chunk.length ? [] : [chunk.subarray(end)];
    yield { lines, newline, bytes, last: false };
  }
  yield { lines: Buffer.concat(rest), newline: newline ?? LINE_FEED, bytes, last: true };
}

/** Cuts lines into pieces of about that many bytes, at line breaks. */
export function* inPieces(lines: Buffer, newline: number, size: number): Generator<Buffer> {
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(newline, start + size) + 1;
    yield lines.subarray(start, end === 0 ? lines.length : end);
    start = end === 0 ? lines.length : end;
  }
}
