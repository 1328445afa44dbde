import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cells, Sheet, Written } from './sheet.ts';

/** Tells Excel that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes a sheet as CSV: UTF-8 with byte order mark, commas, CRLF. Text that a spreadsheet would run as a formula gets
 * an apostrophe in front.
 */
export async function writeCsv(path: string, sheet: Sheet): Promise<Written> {
  let rows = 0;
  async function* chunks(): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + sheet.header.map(quoted).join(',');
    yield '\r\n';
    for await (const batch of sheet.batches) {
      rows += batch.length;
      yield batch.map((cells) => csvLine(cells, sheet.kinds)).join('');
    }
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  return { rows, clipped: 0 };
}

/** One line of a CSV file with its end. Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvLine(cells: Cells, kinds: Sheet['kinds']): string {
  const fields = cells.map((cell, index) => {
    if (cell === null) return '';
    return kinds[index] === 'text' ? quoted(harmless(cell)) : cell;
  });
  return `${fields.join(',')}\r\n`;
}

/** Spreadsheets look past white space, and some of them read full-width signs as the others. */
function harmless(text: string): string {
  return /^[\t\r\n]|^[\s\u200B-\u200D\u2060]*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
