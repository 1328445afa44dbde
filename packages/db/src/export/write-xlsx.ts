import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import exceljs from 'exceljs';
import type { Cells, Sheet, Written } from './sheet.ts';

/** A sheet takes 1,048,576 rows, the header among them. */
const ROWS_PER_SHEET = 1_048_575;
/** Characters that a cell takes. */
const LONGEST_CELL = 32_767;
const WIDTH = 18;

/** Writes a sheet as XLSX, row by row; what does not fit on one sheet goes on on further ones. Amounts are numbers. */
export async function writeXlsx(path: string, sheet: Sheet, rowsPerSheet = ROWS_PER_SHEET): Promise<Written> {
  const file = createWriteStream(path);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: file, useStyles: true, useSharedStrings: false });
  const done = finished(file);
  // The failure is thrown by the wait below; until then nobody else would be listening.
  done.catch(() => undefined);
  let rows = 0;
  let clipped = 0;
  let sheets = 0;
  const begin = () => {
    sheets += 1;
    const worksheet = workbook.addWorksheet(sheets === 1 ? sheet.name : `${sheet.name} ${sheets}`, {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    worksheet.columns = sheet.kinds.map((kind) => ({
      width: WIDTH,
      style: kind === 'fen' ? { numFmt: '#,##0.00' } : {},
    }));
    const header = worksheet.addRow([...sheet.header]);
    header.font = { bold: true };
    header.commit();
    return worksheet;
  };
  try {
    let worksheet = begin();
    let onSheet = 0;
    for await (const batch of sheet.batches) {
      for (const cells of batch) {
        if (onSheet === rowsPerSheet) {
          worksheet.commit();
          worksheet = begin();
          onSheet = 0;
        }
        clipped += cells.filter((cell) => cell !== null && cell.length > LONGEST_CELL).length;
        worksheet.addRow(valuesOf(cells, sheet.kinds)).commit();
        onSheet += 1;
      }
      rows += batch.length;
    }
    worksheet.commit();
    await Promise.race([workbook.commit(), done]);
    await done;
  } catch (error) {
    file.destroy();
    throw error;
  }
  return { rows, clipped };
}

function valuesOf(cells: Cells, kinds: Sheet['kinds']): (string | number | null)[] {
  return cells.map((cell, index) => {
    if (cell === null) return null;
    if (kinds[index] !== 'text') return Number(cell);
    return cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : cell;
  });
}
