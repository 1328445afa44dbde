import { csvRows } from './csv-rows.ts';
import type { InspectedFile } from './inspect-file.ts';
import type { RowSource } from './rows.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** Opens an inspected file as a table of texts. */
export function openRows(file: InspectedFile): Promise<RowSource> {
  return file.format === 'xlsx' ? xlsxRows(file) : csvRows(file);
}
