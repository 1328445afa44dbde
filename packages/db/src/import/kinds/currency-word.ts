import { WordField } from '../bytes/word-field.ts';
import type { Cells } from '../mapping/cells.ts';
import { moneyReader } from './currency.ts';
import type { ImportContext } from './definition.ts';

/**
 * Reads from the bytes of a line whether its amount is in the base currency; null for one that is not.
 * @returns null when rows that state no currency are in another one, or a mapping makes the currency
 */
export function baseCurrencyWord(cells: Cells, context: ImportContext): WordField<'base'> | null {
  const column = cells.indexOf('currency');
  const isBase = context.currency === null || context.currency === context.settings.baseCurrency;
  if (column === null || !isBase) return null;
  const readMoney = moneyReader(context, cells.header('amount'));
  const meaningOf = (word: string) => {
    const money = readMoney(0, word);
    return 'code' in money || money.currency !== null ? null : 'base';
  };
  return new WordField(column, cells.text('currency'), meaningOf, 'base');
}
