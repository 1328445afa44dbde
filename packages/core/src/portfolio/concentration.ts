/**
 * Herfindahl–Hirschman index of concentration: Σ share², from 1/n for n equal parts to 1 for one part alone.
 * @param amounts only positive ones count
 * @returns null when there is nothing to share
 */
export function herfindahl(amounts: readonly number[]): number | null {
  const positive = amounts.filter((amount) => amount > 0);
  const whole = positive.reduce((sum, amount) => sum + amount, 0);
  const squares = positive.reduce((sum, amount) => sum + amount * amount, 0);
  return herfindahlFromSquares(squares, whole);
}

/** The same from Σ amount² and Σ amount, for sets that were added up elsewhere. @returns null for a whole of nothing */
export function herfindahlFromSquares(squares: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, squares / (whole * whole)) : null;
}

/**
 * The usual words for the index: below 0.15 spread out, below 0.25 moderately concentrated, from there on highly
 * (US Horizontal Merger Guidelines of 2010, §5.3, in ten-thousandths there).
 */
export function concentrationLevel(index: number): 'low' | 'moderate' | 'high' {
  if (index < 0.15) return 'low';
  return index < 0.25 ? 'moderate' : 'high';
}

/** @returns part / whole, 0–1 for parts of it; null when the whole is nothing */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
