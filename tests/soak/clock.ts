/** Simulated time: it runs as fast as real time, from another moment, and is put forward by the driver alone. */
export interface SimulatedClock {
  now(): number;
  /** Milliseconds between simulated and real time. */
  offset(): number;
  /** Puts the clock forward. @param milliseconds not negative */
  advance(milliseconds: number): void;
}

/** @param start milliseconds since 1970 that the clock shows at first */
export function simulatedClock(start: number): SimulatedClock {
  let offset = start - Date.now();
  return {
    now: () => Date.now() + offset,
    offset: () => offset,
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('a clock does not go back');
      offset += milliseconds;
    },
  };
}
