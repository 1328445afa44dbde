import { formatFen } from '@xinshao/core/money/fen.ts';
import { LOCALE } from '../ui/locale.ts';

/** An amount in the reader's language. */
export function money(fen: number): string {
  return formatFen(fen, LOCALE);
}

/** A share of 1 in whole per cent. */
export function percentOf(share: number): number {
  return Math.round(share * 100);
}
