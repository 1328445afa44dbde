import type { BrokenRow } from './rows.ts';

/** A quoted value longer than this was never closed: the quotation mark belongs to the text. */
const LONGEST_RECORD = 65_536;
const QUOTE = '"';

export interface SplitRows {
  readonly rows: string[][];
  readonly lines: number[];
  readonly broken: BrokenRow[];
}

/**
 * Cuts text into rows and columns (RFC 4180: quoted values may hold delimiters, doubled quotation marks and line
 * breaks), block by block, and knows the line where each row starts. Blank lines are left out.
 *
 * Damage stays local: where a quoted value is never closed, or is followed by other text, only that one physical line
 * is given up, and reading goes on with the next.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  readonly #newline: string;
  /** When given, a row over several lines with another number of columns counts as damage of its first line. */
  columns: number | null = null;
  #rest = '';
  /** Where the next row starts, counted from 1. */
  line = 1;

  /** @param newline `\n` (also for `\r\n`), or `\r` for files of old systems */
  constructor(delimiter: string, newline: string) {
    this.#delimiter = delimiter;
    this.#newline = newline;
  }

  /** Whether the text so far ends inside a row. */
  get isInside(): boolean {
    return this.#rest !== '';
  }

  /** @param last whether the text ends here: then the last row needs no line break */
  push(text: string, last: boolean): SplitRows {
    const block = this.#rest === '' ? text : this.#rest + text;
    const split: SplitRows = { rows: [], lines: [], broken: [] };
    const newline = this.#newline;
    let position = 0;
    let nextQuote = block.indexOf(QUOTE);
    while (position < block.length) {
      let end = block.indexOf(newline, position);
      if (end === -1) {
        if (!last) break;
        end = block.length;
      }
      if (nextQuote !== -1 && nextQuote < position) nextQuote = block.indexOf(QUOTE, position);
      if (nextQuote === -1 || nextQuote > end) {
        const text = lineText(block, position, end);
        if (text !== '') {
          split.rows.push(text.split(this.#delimiter));
          split.lines.push(this.line);
        }
        this.line++;
        position = end + 1;
        continue;
      }
      const record = this.#quoted(block, position, last);
      if (record === 'incomplete') break;
      if (record === 'broken') {
        split.broken.push({ line: this.line, text: lineText(block, position, end) });
        this.line++;
        position = end + 1;
        continue;
      }
      split.rows.push(record.row);
      split.lines.push(this.line);
      this.line += record.lines;
      position = record.end;
    }
    this.#rest = position < block.length ? block.slice(position) : '';
    return split;
  }

  #quoted(
    block: string,
    start: number,
    last: boolean,
  ): { row: string[]; end: number; lines: number } | 'incomplete' | 'broken' {
    const row: string[] = [];
    let lines = 1;
    let position = start;
    for (;;) {
      if (block.charAt(position) === QUOTE) {
        const closing = closingQuote(block, position + 1);
        if (closing === -1) return !last && block.length - start < LONGEST_RECORD ? 'incomplete' : 'broken';
        if (closing - start > LONGEST_RECORD) return 'broken';
        // At the end of a block the quotation mark may turn out to be doubled.
        if (closing === block.length - 1 && !last) return 'incomplete';
        const value = block.slice(position + 1, closing);
        if (value.includes(this.#newline)) lines += value.split(this.#newline).length - 1;
        row.push(value.includes(QUOTE) ? value.replaceAll('""', QUOTE) : value);
        position = closing + 1;
        if (this.#newline === '\n' && block.charAt(position) === '\r') {
          if (position + 1 === block.length && !last) return 'incomplete';
          position++;
        }
        if (position >= block.length || block.charAt(position) === this.#newline) break;
        if (block.charAt(position) !== this.#delimiter) return 'broken';
        position++;
      } else {
        const delimiter = block.indexOf(this.#delimiter, position);
        let end = block.indexOf(this.#newline, position);
        if (end === -1) {
          if (!last) return 'incomplete';
          end = block.length;
        }
        if (delimiter === -1 || delimiter > end) {
          row.push(lineText(block, position, end));
          position = end;
          break;
        }
        row.push(block.slice(position, delimiter));
        position = delimiter + 1;
      }
    }
    if (lines > 1 && this.columns !== null && row.length !== this.columns) return 'broken';
    return { row, end: position + 1, lines };
  }
}

/** Index of the quotation mark that ends the value, doubled ones skipped; -1 when the block has none. */
function closingQuote(block: string, from: number): number {
  let quote = block.indexOf(QUOTE, from);
  while (quote !== -1 && block.charAt(quote + 1) === QUOTE) quote = block.indexOf(QUOTE, quote + 2);
  return quote;
}

function lineText(block: string, start: number, end: number): string {
  return end > start && block.charCodeAt(end - 1) === 13 ? block.slice(start, end - 1) : block.slice(start, end);
}
