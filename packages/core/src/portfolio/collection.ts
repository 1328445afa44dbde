import { daysBetween } from '../day/day.ts';
import type { CollectionFigures } from './figures.ts';

/**
 * Collection effectiveness index (§3): (opening + sales − closing total) / (opening + sales − closing not due), of what
 * could have been collected the part that was, 0–1. What was settled stands for opening + sales − closing total.
 * @returns null when nothing was due
 */
export function collectionEffectiveness(figures: CollectionFigures): number | null {
  const { settledFen, closingFen, closingNotDueFen } = figures;
  const collectable = settledFen + closingFen - closingNotDueFen;
  return collectable > 0 ? clamp(settledFen / collectable) : null;
}

/** Of what was open at first or was sold meanwhile, the part that was settled, 0–1 (R52). @returns null for nothing */
export function collectionRate({ settledFen, closingFen }: CollectionFigures): number | null {
  const whole = settledFen + closingFen;
  return whole > 0 ? clamp(settledFen / whole) : null;
}

/** Days sales outstanding (§3): receivables / credit sales × days. @returns null without sales */
export function daysSalesOutstanding({ closingFen, salesFen, from, to }: CollectionFigures): number | null {
  return salesFen > 0 ? (closingFen / salesFen) * (daysBetween(from, to) + 1) : null;
}

/** Credit notes can push a ratio a little out of its range. */
function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
