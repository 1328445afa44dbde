import { formatFen } from '@xinshao/core/money/fen.ts';
import { dashboardWording } from '@xinshao/core/wording/dashboard.ts';
import { LOCALE } from '../ui/locale.ts';

export const WORDS = dashboardWording[LOCALE];

const numbers = new Intl.NumberFormat('en-US');
const percents = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

export const money = (fen: number | null): string => (fen === null ? WORDS.none : formatFen(fen, LOCALE));
export const count = (value: number): string => numbers.format(value);
export const percent = (share: number | null): string => (share === null ? WORDS.none : percents.format(share));
export const number = (value: number | null): string => (value === null ? WORDS.none : short.format(value));

/** How a value of a dimension is called. */
export function valueName(dimension: string, value: string | null, label: string | null = null): string {
  if (value === null) return dimension === 'grade' ? WORDS.noGrade : WORDS.unknown;
  return label ?? value;
}
