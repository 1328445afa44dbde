import type { Rejection } from '@xinshao/core/wording/import.ts';
import { copyText, NULL } from '../copy/copy-text.ts';
import type { Cells } from '../mapping/cells.ts';
import { readFen } from '../values/amount.ts';
import { type Choices, meanings, readChoice, TRUTH } from '../values/choices.ts';
import { isDateProblem, latestBookingDay } from '../values/date.ts';
import { hasLostDigits } from '../values/lost-digits.ts';
import { readInteger, readNumber, readShare } from '../values/number.ts';
import type { ImportContext, RowReader } from './definition.ts';

/** Reads one field of a row: a value in COPY's text format, or why there is none. */
export type FieldReader = (row: readonly string[]) => string | Rejection;

/** Longer texts are a sign of broken columns, and would not fit an index. */
export const LONGEST_TEXT = 1_000;

/** Reads the fields one after the other; the first that is wrong rejects the row. */
export function rowOf(fields: readonly FieldReader[]): RowReader {
  return (row) => {
    const values: string[] = [];
    for (const field of fields) {
      const value = field(row);
      if (typeof value !== 'string') return value;
      values.push(value);
    }
    return values.join('\t');
  };
}

/** @param empty what an empty cell means, in COPY's text format; null: the row must fill it */
export function textField(cells: Cells, column: string, empty: string | null = NULL): FieldReader {
  const read = cells.text(column);
  const header = cells.header(column);
  return (row) => {
    const text = read(row);
    if (text === '') return empty ?? { code: 'value_missing', column: header };
    if (text.length > LONGEST_TEXT) return { code: 'text_too_long', column: header, maximum: LONGEST_TEXT };
    if (hasLostDigits(text)) return { code: 'digits_lost', column: header, value: text };
    return copyText(text);
  };
}

/** A title or piece of evidence: cut to what an index can hold instead of rejected. */
export function proseField(cells: Cells, column: string, empty: string): FieldReader {
  const read = cells.text(column);
  return (row) => {
    const text = read(row);
    return text === '' ? empty : copyText(text.slice(0, LONGEST_TEXT));
  };
}

export function amountField(cells: Cells, column: string, context: ImportContext, empty = NULL): FieldReader {
  const read = cells.text(column);
  const header = cells.header(column);
  const { multiplier } = context;
  return (row) => {
    const text = read(row);
    if (text === '') return empty;
    const fen = readFen(text, multiplier);
    return typeof fen === 'number' ? String(fen) : { code: fen, column: header, value: text };
  };
}

export function dayField(
  cells: Cells,
  column: string,
  context: ImportContext,
  empty: string | null = NULL,
): FieldReader {
  const read = cells.text(column);
  const header = cells.header(column);
  const { readDate } = context;
  return (row) => {
    const text = read(row);
    if (text === '') return empty ?? { code: 'value_missing', column: header };
    const day = readDate(text);
    return isDateProblem(day) ? { code: day, column: header, value: text } : day;
  };
}

/** The day of what has happened, an invoice or a payment: further than a year ahead of the import it is a mistake. */
export function bookingDayField(cells: Cells, column: string, context: ImportContext): FieldReader {
  const read = dayField(cells, column, context, null);
  const header = cells.header(column);
  const latest = latestBookingDay(context.today);
  return (row) => {
    const day = read(row);
    return typeof day === 'string' && day > latest ? { code: 'date_too_far_ahead', column: header, value: day } : day;
  };
}

export function integerField(cells: Cells, column: string, maximum: number, empty: string = NULL): FieldReader {
  return numberField(cells, column, (text) => readInteger(text, 0, maximum), empty);
}

export function shareField(cells: Cells, column: string): FieldReader {
  return numberField(cells, column, readShare, NULL);
}

export function decimalField(cells: Cells, column: string): FieldReader {
  return numberField(cells, column, readNumber, NULL);
}

function numberField(
  cells: Cells,
  column: string,
  parse: (text: string) => number | 'number_unreadable' | 'number_out_of_range',
  empty: string,
): FieldReader {
  const read = cells.text(column);
  const header = cells.header(column);
  return (row) => {
    const text = read(row);
    if (text === '') return empty;
    const value = parse(text);
    return typeof value === 'number' ? String(value) : { code: value, column: header, value: text };
  };
}

export function choiceField(
  cells: Cells,
  column: string,
  known: Choices<string>,
  empty: string | null = NULL,
): FieldReader {
  const read = cells.text(column);
  const header = cells.header(column);
  return (row) => {
    const text = read(row);
    if (text === '') return empty ?? { code: 'value_missing', column: header };
    return readChoice(text, known) ?? { code: 'choice_unknown', column: header, value: text, known: meanings(known) };
  };
}

export function truthField(cells: Cells, column: string, empty: string = NULL): FieldReader {
  return choiceField(cells, column, TRUTH, empty);
}

/** The id of the customer whose code the row gives. */
export function customerField(cells: Cells, context: ImportContext): FieldReader {
  const read = cells.text('customer_code');
  const header = cells.header('customer_code');
  const { customers } = context;
  return (row) => {
    const code = read(row);
    if (code === '') return { code: 'value_missing', column: header };
    const customer = customers.byCode(code);
    return customer === undefined ? unknownCustomer(header, code) : String(customer.id);
  };
}

/** Why there is no customer with this code. */
export function unknownCustomer(column: string, code: string): Rejection {
  return hasLostDigits(code) ? { code: 'digits_lost', column, value: code } : { code: 'customer_unknown', value: code };
}
