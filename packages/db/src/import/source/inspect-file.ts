import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileErrorCode } from '@xinshao/core/wording/file-errors.ts';
import { ImportRefused } from '../import-refused.ts';

export type FileFormat = 'utf8' | 'gb18030' | 'xlsx';

/** What a look through the whole file tells before anything is stored. */
export interface InspectedFile {
  readonly path: string;
  /** File name without folders, for people. */
  readonly name: string;
  readonly format: FileFormat;
  readonly bytes: number;
  readonly sha256: string;
}

const CHUNK = 1 << 20;
/**
 * Text in GB18030 breaks the rules of UTF-8 within a few characters. After so many bytes of letters that keep them, a
 * text is UTF-8 that was damaged or cut off, and reading it as GB18030 would store nonsense.
 */
const UTF8_LETTERS = 48;
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0];

interface Utf8Evidence {
  valid: boolean;
  /** Bytes outside ASCII that kept the rules. */
  letters: number;
  /** Offset of the first byte that did not. */
  brokenAt: number;
}

/**
 * Reads the file once from end to end and says what it is: a spreadsheet, valid UTF-8 throughout, or else valid
 * GB18030 throughout.
 * @throws ImportRefused when it cannot be read, is empty, is no text, or is valid in neither encoding
 */
export async function inspectFile(path: string): Promise<InspectedFile> {
  const name = basename(path);
  const bytes = await sizeOf(path);
  if (bytes === 0) throw new ImportRefused({ code: 'file_empty', file: name });

  const hash = createHash('sha256');
  let offset = 0;
  let format: FileFormat | null = null;
  let tail: Buffer = Buffer.alloc(0);
  const utf8: Utf8Evidence = { valid: true, letters: 0, brokenAt: 0 };
  let hasNul = false;
  for await (const chunk of readChunks(path, name)) {
    if (offset === 0) {
      if (startsWith(chunk, OLE_MAGIC)) throw new ImportRefused({ code: 'old_excel', file: name });
      if (startsWith(chunk, ZIP_MAGIC)) format = 'xlsx';
    }
    hash.update(chunk);
    if (format === null) {
      hasNul ||= chunk.includes(0);
      if (utf8.valid) tail = weigh(tail, chunk, offset, utf8);
    }
    offset += chunk.length;
  }
  if (format === null) {
    if (hasNul) throw new ImportRefused({ code: 'not_text', file: name });
    if (tail.length > 0) Object.assign(utf8, { valid: false, brokenAt: bytes - tail.length });
    if (!utf8.valid && utf8.letters >= UTF8_LETTERS) {
      throw new ImportRefused({ code: 'encoding_unknown', file: name, byte: utf8.brokenAt + 1 });
    }
    format = utf8.valid ? 'utf8' : 'gb18030';
    if (format === 'gb18030') await checkGb18030(path, name);
  }
  return { path, name, format, bytes, sha256: hash.digest('hex') };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const status = await stat(path);
    if (status.isFile()) return status.size;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new ImportRefused({ code: 'file_unreadable', file: path, error: 'NOT_A_FILE' });
}

/** The file in blocks; a failure to read becomes a refusal. */
export async function* readChunks(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) yield chunk;
  } catch (cause) {
    throw cause instanceof ImportRefused ? cause : unreadable(name, cause);
  }
}

function unreadable(file: string, cause: unknown): ImportRefused {
  const error = fileErrorCode(cause);
  if (error === null) throw cause;
  return new ImportRefused({ code: 'file_unreadable', file, error }, { cause });
}

async function checkGb18030(path: string, name: string): Promise<void> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let offset = 0;
  try {
    for await (const chunk of readChunks(path, name)) {
      decoder.decode(chunk, { stream: true });
      offset += chunk.length;
    }
    decoder.decode();
  } catch (cause) {
    if (cause instanceof ImportRefused) throw cause;
    throw new ImportRefused({ code: 'encoding_unknown', file: name, byte: offset + 1 }, { cause });
  }
}

function startsWith(chunk: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => chunk[index] === byte);
}

/** Looks at a block with what the last one left open. @returns the bytes that the next block may complete */
function weigh(tail: Buffer, chunk: Buffer, offset: number, evidence: Utf8Evidence): Buffer {
  const joined = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
  const whole = joined.subarray(0, joined.length - openSequence(joined));
  const kept = isUtf8(whole) ? whole.length : validLength(whole);
  if (evidence.letters < UTF8_LETTERS && !isAscii(whole)) {
    for (const byte of whole.subarray(0, kept)) if (byte >= 0x80) evidence.letters++;
  }
  if (kept === whole.length) return Buffer.from(joined.subarray(kept));
  evidence.valid = false;
  evidence.brokenAt = offset - tail.length + kept;
  return Buffer.alloc(0);
}

/** Length of the longest beginning that is valid UTF-8. */
function validLength(bytes: Buffer): number {
  let valid = 0;
  let broken = bytes.length;
  while (broken - valid > 1) {
    const middle = (valid + broken) >> 1;
    const beginning = bytes.subarray(0, middle);
    if (isUtf8(beginning.subarray(0, middle - openSequence(beginning)))) valid = middle;
    else broken = middle;
  }
  return valid - openSequence(bytes.subarray(0, valid));
}

/** How many bytes at the end begin a UTF-8 sequence that the next block may complete. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
