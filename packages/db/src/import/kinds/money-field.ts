import type { Rejection } from '@xinshao/core/wording/import.ts';
import { NULL } from '../copy/copy-text.ts';
import type { Cells, ColumnDefinition } from '../mapping/cells.ts';
import { readFen } from '../values/amount.ts';
import { type Money, moneyReader } from './currency.ts';
import type { ImportContext } from './definition.ts';
import type { FieldReader } from './fields.ts';

/** The column of the currency, in the files whose amounts may be in another than the base currency. */
export const CURRENCY_COLUMN: ColumnDefinition = { name: 'currency', synonyms: ['币种', '币别', '货币'] };

/** Whether amounts of the file may be in another than the base currency. */
export function mayBeForeign(cells: Cells, context: ImportContext): boolean {
  const { currency, settings } = context;
  return cells.has('currency') || (currency !== null && currency !== settings.baseCurrency);
}

/** The required amount of a row in the base currency. */
export function moneyField(cells: Cells, context: ImportContext): FieldReader {
  return partOf(moneyOfRow(cells, context), ({ fen }) => String(fen));
}

/** Original currency and amount of a row; empty for one in the base currency. */
export function originalFields(cells: Cells, context: ImportContext): [FieldReader, FieldReader] {
  const money = moneyOfRow(cells, context);
  return [
    partOf(money, ({ currency }) => currency ?? NULL),
    partOf(money, ({ original }) => (original === null ? NULL : String(original))),
  ];
}

type RowMoney = (row: readonly string[]) => Money | Rejection;

function moneyOfRow(cells: Cells, context: ImportContext): RowMoney {
  const amount = cells.text('amount');
  const currency = cells.text('currency');
  const header = cells.header('amount');
  const readMoney = moneyReader(context, header);
  return (row) => {
    const text = amount(row);
    if (text === '') return { code: 'value_missing', column: header };
    const stated = readFen(text, context.multiplier);
    if (typeof stated === 'string') return { code: stated, column: header, value: text };
    return readMoney(stated, currency(row));
  };
}

function partOf(money: RowMoney, part: (money: Money) => string): FieldReader {
  return (row) => {
    const value = money(row);
    return 'code' in value ? value : part(value);
  };
}
