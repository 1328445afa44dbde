import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Rejection, rejectedFileHeaders, rejectionText } from '@xinshao/core/wording/import.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';

const BYTE_ORDER_MARK = '\ufeff';
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * The file of rows that were not taken: line, reason, original columns; UTF-8 with byte order mark, so that Excel opens
 * it. It is written under another name and gets its own only by `keep`, so that a broken import leaves none behind.
 */
export class RejectedRows {
  readonly #path: string;
  readonly #partial: string;
  readonly #header: readonly string[];
  readonly #locale: Locale;
  #stream: WriteStream | null = null;
  #failure: Error | null = null;
  count = 0;

  private constructor(path: string, header: readonly string[], locale: Locale) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#header = header;
    this.#locale = locale;
  }

  /** Opens the file beside the imported one, in `folder` when given, or in a temporary folder as a last resort. */
  static async beside(
    file: string,
    folder: string | undefined,
    header: readonly string[],
    locale: Locale,
  ): Promise<RejectedRows> {
    const name = `${basename(file)}.rejected.csv`;
    const wanted = folder ?? dirname(file);
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    const place = (await isWritable(wanted)) ? wanted : await mkdtemp(join(tmpdir(), 'xinshao-rejected-'));
    return new RejectedRows(join(place, name), header, locale);
  }

  /** Where the rows are once they are kept. */
  get path(): string {
    return this.#path;
  }

  add(line: number, rejection: Rejection, row: readonly string[]): void {
    if (this.#stream === null) {
      this.#stream = createWriteStream(this.#partial);
      this.#stream.on('error', (error) => {
        this.#failure = error;
      });
      const { line: lineHeader, reason } = rejectedFileHeaders[this.#locale];
      this.#stream.write(BYTE_ORDER_MARK + csvLine([lineHeader, reason, ...this.#header]));
    }
    this.count++;
    this.#stream.write(csvLine([String(line), rejectionText(rejection, this.#locale), ...row]));
  }

  /** Waits until what was added so far is not piling up in memory. */
  async flush(): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.#stream?.writableNeedDrain) await once(this.#stream, 'drain');
  }

  /** Gives the file its name, in place of one from an earlier import. @returns null when no row was rejected */
  async keep(): Promise<string | null> {
    await this.#end();
    if (this.#stream === null) {
      // What a killed import left half-written goes too.
      for (const path of [this.#path, this.#partial]) await rm(path, { force: true });
      return null;
    }
    await rename(this.#partial, this.#path);
    return this.#path;
  }

  /** Leaves nothing behind, nor touches the file of an earlier import. */
  async discard(): Promise<void> {
    await this.#end().catch(() => undefined);
    await rm(this.#partial, { force: true });
  }

  async #end(): Promise<void> {
    const stream = this.#stream;
    if (stream !== null && !stream.closed) {
      stream.end();
      await once(stream, 'close');
    }
    if (this.#failure) throw this.#failure;
  }
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
