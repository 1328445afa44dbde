import type { Problem } from '../ui/ask.ts';

/** The pauses before the panel asks again by itself, milliseconds; the last one repeats. */
const PAUSES = [5_000, 10_000, 20_000, 40_000, 60_000] as const;

/** Whether time or somebody else may end a problem, so that asking again by itself makes sense. */
export function isPassing({ kind }: Problem): boolean {
  return kind !== 'refused' && kind !== 'not_connected';
}

/** @param attempt how often it was asked in vain already */
export function pauseBefore(attempt: number): number {
  return PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 60_000;
}
