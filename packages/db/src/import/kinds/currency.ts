import type { Rejection } from '@xinshao/core/wording/import.ts';
import { LARGEST_BOOKING_FEN } from '../values/amount.ts';
import { choiceKey } from '../values/choices.ts';
import type { ImportContext } from './definition.ts';

/** An amount in the base currency, with what the source says where that is another currency. */
export interface Money {
  readonly fen: number;
  /** Currency code; null for the base currency. */
  readonly currency: string | null;
  /** Hundredths of the original currency; null for the base currency. */
  readonly original: number | null;
}

const CHINESE_NAMES: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  元: 'CNY',
  rmb: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  日元: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
  英镑: 'GBP',
  加元: 'CAD',
};

/**
 * Converts amounts to the base currency with the rates of the settings.
 * @param column header of the amounts
 */
export function moneyReader(
  context: ImportContext,
  column: string,
): (amount: number, currencyText: string) => Money | Rejection {
  const { settings, currency: defaultCurrency } = context;
  const codes = new Map<string, string>();
  return (amount, currencyText) => {
    const currency = currencyText === '' ? defaultCurrency : codeOf(currencyText, codes);
    if (currency === null || currency === settings.baseCurrency) {
      return within(column, { fen: amount, currency: null, original: null });
    }
    const rate = settings.rates[currency];
    if (rate === undefined) return { code: 'rate_missing', currency };
    const fen = Math.sign(amount) * Math.round(Math.abs(amount) * rate);
    return within(column, { fen, currency, original: amount });
  };
}

function within(column: string, money: Money): Money | Rejection {
  return Math.abs(money.fen) > LARGEST_BOOKING_FEN ? { code: 'booking_too_large', column, fen: money.fen } : money;
}

function codeOf(text: string, codes: Map<string, string>): string {
  let code = codes.get(text);
  if (code === undefined) {
    const key = choiceKey(text);
    code = CHINESE_NAMES[key] ?? key.toUpperCase();
    if (codes.size < 1_000) codes.set(text, code);
  }
  return code;
}
