/** A half-open interval; an end left out is open. */
export interface Interval {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface IntervalFault {
  readonly kind: 'empty' | 'gap' | 'overlap';
  /** Place of the interval in the given list. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Whether intervals cover the whole line from −∞ to ∞ exactly once, in whatever order they are written. */
export function findIntervalFaults(intervals: readonly Interval[]): IntervalFault[] {
  const placed = intervals
    .map((interval, index) => ({
      index,
      from: interval.from ?? Number.NEGATIVE_INFINITY,
      to: interval.to ?? Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const faults: IntervalFault[] = [];
  let covered = Number.NEGATIVE_INFINITY;
  let first = true;
  for (const { index, from, to } of placed) {
    if (from >= to) faults.push({ kind: 'empty', index, from, to });
    else if (from > covered) faults.push({ kind: 'gap', index, from: covered, to: from });
    else if (!first && from < covered) faults.push({ kind: 'overlap', index, from, to: Math.min(covered, to) });
    else if (!first && from === Number.NEGATIVE_INFINITY)
      faults.push({ kind: 'overlap', index, from, to: Math.min(covered, to) });
    covered = Math.max(covered, to);
    first = false;
  }
  const last = placed.at(-1);
  if (last !== undefined && covered < Number.POSITIVE_INFINITY) {
    faults.push({ kind: 'gap', index: last.index, from: covered, to: Number.POSITIVE_INFINITY });
  }
  return faults;
}

/** A number as a person writes it, with the open ends of a line. */
export function formatEnd(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  return String(value);
}
