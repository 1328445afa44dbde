import { dayNumber } from '@xinshao/core/day/day.ts';
import type { LineFields } from '../bytes/line-fields.ts';
import { dayIn, fenIn, mayHaveLostDigits } from '../bytes/read-values.ts';
import type { BinaryRows } from '../copy/binary-rows.ts';
import type { Cells } from '../mapping/cells.ts';
import { latestBookingDay } from '../values/date.ts';
import { baseCurrencyWord } from './currency-word.ts';
import type { ByteReader, ImportContext } from './definition.ts';
import { LONGEST_TEXT } from './fields.ts';
import { mayBeForeign } from './money-field.ts';

/**
 * Reads payments that are written in the plainest way from the bytes of their line, to what the reader of texts gives;
 * the others are left to that one.
 * @returns null when the mapping makes every row need it
 */
export function paymentByteReader(cells: Cells, context: ImportContext): ByteReader | null {
  const code = cells.indexOf('customer_code');
  const number = cells.indexOf('invoice_number');
  const paid = cells.indexOf('paid_on');
  const amount = cells.indexOf('amount');
  const method = cells.indexOf('method');
  const currency = baseCurrencyWord(cells, context);
  if (code === null || number === null || paid === null || amount === null || method === null) return null;
  if (currency === null || context.multiplier !== 1 || !context.readsPlainDays) return null;
  const { customers } = context;
  const latest = dayNumber(latestBookingDay(context.today));
  const hasCurrency = mayBeForeign(cells, context);

  return (line, rows) => {
    const { bytes, starts, ends } = line;
    const fen = fenIn(bytes, starts[amount] ?? 0, ends[amount] ?? 0);
    const paidOn = dayIn(bytes, starts[paid] ?? 0, ends[paid] ?? 0);
    if (Number.isNaN(fen) || !(paidOn <= latest) || currency.read(line) === null) return false;
    if (!line.isTrimmed(code, LONGEST_TEXT)) return false;
    const customer = customers.byCodeBytes(bytes, starts[code] ?? 0, ends[code] ?? 0);
    if (customer === undefined) return false;
    rows.bigint(fen);
    rows.integer(customer.id);
    rows.date(paidOn);
    if (!writeText(line, number, rows) || !writeText(line, method, rows)) return false;
    if (hasCurrency) {
      rows.null();
      rows.null();
    }
    return true;
  };
}

/** Writes a text that may be empty. @returns false where another reader must look at it */
function writeText(line: LineFields, column: number, rows: BinaryRows): boolean {
  if (line.isEmpty(column)) {
    rows.textBytes(line.bytes, 0, 0);
    return true;
  }
  const start = line.starts[column] ?? 0;
  const end = line.ends[column] ?? 0;
  if (!line.isTrimmed(column, LONGEST_TEXT) || mayHaveLostDigits(line.bytes, start, end)) return false;
  rows.textBytes(line.bytes, start, end);
  return true;
}
