import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';

/** In what a chart counts money: axes have no room for long numbers. */
export interface ChartUnit {
  readonly name: string;
  /** In the unit, two decimals. */
  of(fen: Fen): number;
}

/** From a billion yuan up, the larger unit. */
const LARGE: Fen = 100_000_000_000;

/** @param largest the largest amount there is */
export function chartUnit(largest: Fen, locale: Locale): ChartUnit {
  const large = Math.abs(largest) >= LARGE;
  const [name, fen] =
    locale === 'zh'
      ? large
        ? (['亿元', 1e10] as const)
        : (['万元', 1e6] as const)
      : large
        ? (['¥ million', 1e8] as const)
        : (['¥ thousand', 1e5] as const);
  return { name, of: (amount) => Math.round((amount / fen) * 100) / 100 };
}
