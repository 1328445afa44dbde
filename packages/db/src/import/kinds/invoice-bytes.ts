import { dayNumber } from '@xinshao/core/day/day.ts';
import type { LineFields } from '../bytes/line-fields.ts';
import { dayIn, fenIn, mayHaveLostDigits, shortIntegerIn } from '../bytes/read-values.ts';
import { WordField } from '../bytes/word-field.ts';
import type { Cells } from '../mapping/cells.ts';
import { choiceReader, TRUTH } from '../values/choices.ts';
import { latestBookingDay } from '../values/date.ts';
import { baseCurrencyWord } from './currency-word.ts';
import type { ByteReader, ImportContext } from './definition.ts';
import { LONGEST_TEXT } from './fields.ts';
import { INVOICE_KIND, LONGEST_NUMBER, LONGEST_TERM } from './invoice-kind.ts';
import { INVOICE_STATUS } from './invoice-status.ts';

/**
 * Reads invoices that are written in the plainest way from the bytes of their line, at several times the speed of the
 * reader of texts, and to the same result: what is not plain, wrong or in another currency is left to that one.
 * @returns null when the mapping makes every row need it
 */
export function invoiceByteReader(cells: Cells, context: ImportContext): ByteReader | null {
  const number = cells.indexOf('number');
  const code = cells.indexOf('customer_code');
  const amount = cells.indexOf('amount');
  const [issued, due] = [cells.indexOf('issued_on'), cells.indexOf('due_on')];
  const [term, settled] = [cells.indexOf('term_days'), cells.indexOf('settled_on')];
  const disputes = wordField(cells, 'disputed', choiceReader(TRUTH), 'false');
  const statuses = wordField(cells, 'status', choiceReader(INVOICE_STATUS), 'valid');
  const kinds = wordField(cells, 'kind', choiceReader(INVOICE_KIND), 'invoice');
  const currency = baseCurrencyWord(cells, context);
  if (number === null || code === null || amount === null || issued === null || due === null) return null;
  if (term === null || settled === null || disputes === null || statuses === null || kinds === null) return null;
  const { customers, settings, multiplier } = context;
  if (currency === null || multiplier !== 1 || !context.readsPlainDays) return null;
  const latest = dayNumber(latestBookingDay(context.today));

  return (line, rows) => {
    const { bytes, starts, ends } = line;
    const start = (column: number) => starts[column] ?? 0;
    const end = (column: number) => ends[column] ?? 0;
    if (!line.isTrimmed(number, LONGEST_NUMBER) || mayHaveLostDigits(bytes, start(number), end(number))) return false;
    if (currency.read(line) === null || !line.isTrimmed(code, LONGEST_TEXT)) return false;
    const customer = customers.byCodeBytes(bytes, start(code), end(code));
    if (customer === undefined) return false;
    const stated = fenIn(bytes, start(amount), end(amount));
    if (Number.isNaN(stated)) return false;

    let termDays = customer.termDays;
    if (!line.isEmpty(term)) {
      termDays = shortIntegerIn(bytes, start(term), end(term));
      if (!(termDays <= LONGEST_TERM)) return false;
    }
    let issuedOn = optionalDay(line, issued);
    let dueOn = optionalDay(line, due);
    const settledOn = optionalDay(line, settled);
    if (Number.isNaN(issuedOn) || Number.isNaN(dueOn) || Number.isNaN(settledOn)) return false;
    // As for texts: a term that is only the company's default may set a due day, but must not invent an issue day.
    if (dueOn === null) {
      const usualTerm = termDays ?? settings.defaultTermDays;
      if (issuedOn === null || usualTerm === null) return false;
      dueOn = issuedOn + usualTerm;
    } else if (issuedOn === null && termDays !== null) {
      issuedOn = dueOn - termDays;
    }
    if (issuedOn !== null && issuedOn > latest) return false;
    if (settledOn !== null && settledOn > latest) return false;

    const isDisputed = disputes.read(line);
    const isStatus = statuses.read(line);
    const isKind = kinds.read(line);
    if (isDisputed === null || isStatus === null || isKind === null) return false;

    rows.bigint(isKind === 'credit_note' && stated > 0 ? -stated : stated);
    rows.integer(customer.id);
    rows.optionalDate(issuedOn);
    rows.date(dueOn);
    rows.date(issuedOn ?? dueOn);
    rows.optionalDate(settledOn);
    rows.boolean(isDisputed === 'true');
    rows.boolean(isStatus === 'void');
    rows.textBytes(bytes, start(number), end(number));
    rows.null();
    rows.null();
    return true;
  };
}

/** Null where a mapping makes the column's words. */
function wordField<V extends string>(
  cells: Cells,
  column: string,
  meaningOf: (word: string) => V | null,
  empty: V,
): WordField<V> | null {
  const index = cells.indexOf(column);
  return index === null ? null : new WordField(index, cells.text(column), meaningOf, empty);
}

/** Null: the column says nothing. NaN: another reader must look at it. */
function optionalDay(line: LineFields, column: number): number | null {
  if (line.isEmpty(column)) return null;
  return dayIn(line.bytes, line.starts[column] ?? 0, line.ends[column] ?? 0);
}
