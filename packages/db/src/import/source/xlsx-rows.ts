import { createReadStream } from 'node:fs';
import exceljs from 'exceljs';
import { ImportRefused } from '../import-refused.ts';
import type { InspectedFile } from './inspect-file.ts';
import type { RowBatch, RowSource } from './rows.ts';

const BATCH = 2_000;
/** A spreadsheet keeps 15 digits of a number: from here on the last ones are no longer what was typed. */
const DIGITS_LOST_FROM = 1e15;

/**
 * Opens the first sheet of a spreadsheet, row by row. Limits: `.xlsx` only, without a password; the first sheet; the
 * header is its first row that is not empty; of a formula the stored result counts; a merged cell's value stands in
 * its first cell. Dates become `YYYY-MM-DD`; numbers shown with leading zeros (format `0000`) keep them; numbers of more
 * digits than a spreadsheet keeps become `1.2E+19`, so that nobody takes them for what was typed.
 * @throws ImportRefused when the file is damaged or has no header
 */
export async function xlsxRows(file: InspectedFile): Promise<RowSource> {
  const rows = sheetRows(file);
  const first = await rows.next();
  if (first.done) throw new ImportRefused({ code: 'header_missing', file: file.name });
  const header = first.value.cells;

  async function* batches(): AsyncGenerator<RowBatch> {
    let cells: string[][] = [];
    let lines: number[] = [];
    let bytes = 0;
    for await (const row of rows) {
      while (row.cells.length < header.length) row.cells.push('');
      cells.push(row.cells);
      lines.push(row.line);
      bytes = row.bytes;
      if (cells.length < BATCH) continue;
      yield { rows: cells, lines, broken: [], bytes };
      cells = [];
      lines = [];
    }
    yield { rows: cells, lines, broken: [], bytes };
  }
  return { header, batches: batches() };
}

interface SheetRow {
  readonly cells: string[];
  readonly line: number;
  readonly bytes: number;
}

async function* sheetRows(file: InspectedFile): AsyncGenerator<SheetRow> {
  const stream = createReadStream(file.path);
  try {
    const workbook = new exceljs.stream.xlsx.WorkbookReader(stream, {
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      worksheets: 'emit',
      entries: 'ignore',
    });
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        const cells: string[] = [];
        for (let column = 1; column <= row.cellCount; column++) cells.push(cellText(row.getCell(column)));
        while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
        if (cells.length > 0) yield { cells, line: row.number, bytes: stream.bytesRead };
      }
      return;
    }
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ImportRefused({ code: 'spreadsheet_broken', file: file.name, detail }, { cause });
  } finally {
    stream.destroy();
  }
}

function cellText(cell: exceljs.Cell): string {
  return valueText(cell.value, cell.numFmt);
}

function valueText(value: exceljs.CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (Math.abs(value) >= DIGITS_LOST_FROM) return value.toExponential().toUpperCase();
    const zeros = format !== undefined && /^0+$/.test(format) ? format.length : 0;
    return String(value).padStart(Number.isInteger(value) ? zeros : 0, '0');
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('error' in value) return value.error;
  if ('text' in value) return valueText(value.text, format);
  return 'result' in value ? valueText(value.result, format) : '';
}
