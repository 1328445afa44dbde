import { type Day, dayNumber } from '@xinshao/core/day/day.ts';
import type { TargetColumn } from '../kinds/definition.ts';
import type { BinaryRows } from './binary-rows.ts';
import { NULL, plainText } from './copy-text.ts';

/**
 * Writes the fields of a row from COPY's text format into the binary one.
 * @param text what a row reader gave for these columns, parted by tabs
 */
export function writeBinaryFields(rows: BinaryRows, columns: readonly TargetColumn[], text: string): void {
  const values = text.split('\t');
  for (const [index, { type }] of columns.entries()) {
    const value = values[index] ?? NULL;
    if (value === NULL) rows.null();
    else if (type === 'bigint') rows.bigint(Number(value));
    else if (type === 'integer') rows.integer(Number(value));
    else if (type === 'date') rows.date(dayNumber(value as Day));
    else if (type === 'boolean') rows.boolean(value.startsWith('t'));
    else rows.text(plainText(value));
  }
}
