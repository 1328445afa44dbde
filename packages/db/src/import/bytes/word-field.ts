import type { CellReader } from '../mapping/cells.ts';
import type { LineFields } from './line-fields.ts';

/**
 * Reads a column of few words from its bytes. Neighbouring rows mostly say the same, so that only a word other than the
 * last one becomes a text, which is then read as in any other row.
 */
export class WordField<V extends string> {
  readonly #column: number;
  readonly #cell: CellReader;
  readonly #meaningOf: (word: string) => V | null;
  readonly #empty: V;
  #last: Uint8Array = new Uint8Array(0);
  #meaning: V | null;

  /** @param column index of the column in the file; -1: the file does not have it */
  constructor(column: number, cell: CellReader, meaningOf: (word: string) => V | null, empty: V) {
    this.#column = column;
    this.#cell = cell;
    this.#meaningOf = meaningOf;
    this.#empty = empty;
    this.#meaning = empty;
  }

  /** What the column says in the line; null for an unknown word. The line must be UTF-8. */
  read(line: LineFields): V | null {
    if (this.#column === -1) return this.#empty;
    const start = line.starts[this.#column] ?? 0;
    const end = line.ends[this.#column] ?? 0;
    if (!this.#isLast(line.bytes, start, end)) {
      this.#last = line.bytes.slice(start, end);
      const row: string[] = [];
      row[this.#column] = Buffer.from(this.#last).toString();
      const word = this.#cell(row);
      this.#meaning = word === '' ? this.#empty : this.#meaningOf(word);
    }
    return this.#meaning;
  }

  #isLast(bytes: Uint8Array, start: number, end: number): boolean {
    const last = this.#last;
    if (end - start !== last.length) return false;
    for (let index = 0; index < last.length; index++) if (bytes[start + index] !== last[index]) return false;
    return true;
  }
}
