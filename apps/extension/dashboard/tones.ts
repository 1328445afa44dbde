/** Five steps from the best grade to the worst, and `none`. */
export type Tone = '1' | '2' | '3' | '4' | '5' | 'none';

/** The colour of a grade by its place in the scale, whatever its name and however many there are. */
export function toneOf(grade: string | null, scale: readonly string[]): Tone {
  const place = grade === null ? -1 : scale.indexOf(grade);
  if (place === -1) return 'none';
  const step = scale.length < 2 ? 0 : Math.round((place / (scale.length - 1)) * 4);
  return TONES[step] ?? 'none';
}

const TONES: readonly Tone[] = ['1', '2', '3', '4', '5'];
