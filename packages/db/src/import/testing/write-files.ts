import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import iconv from 'iconv-lite';

/** Writes lines as a text file in an encoding such as `utf8`, `gb18030`, `utf16le`. @returns its path */
export function writeLines(folder: string, name: string, lines: readonly string[], encoding = 'utf8'): string {
  const path = join(folder, name);
  writeFileSync(path, iconv.encode(`${lines.join('\n')}\n`, encoding));
  return path;
}

/** Writes rows as the first sheet of a spreadsheet. @returns its path */
export async function writeSheet(
  folder: string,
  name: string,
  rows: readonly (readonly (string | number | boolean | Date | null)[])[],
  columnFormats: Readonly<Record<number, string>> = {},
): Promise<string> {
  const path = join(folder, name);
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('数据');
  for (const row of rows) sheet.addRow([...row]);
  for (const [column, format] of Object.entries(columnFormats)) sheet.getColumn(Number(column)).numFmt = format;
  await workbook.xlsx.writeFile(path);
  return path;
}
