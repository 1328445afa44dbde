import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Simulated time: it runs as fast as real time, from another moment, and is put forward by the driver alone. */
export interface SimulatedClock {
  /** The file by which other processes see it: also one that is halted meanwhile knows the time when it wakes. */
  readonly file: string;
  now(): number;
  /** What it showed at a moment of real time; both in milliseconds since 1970. */
  showedAt(realTime: number): number;
  /**
   * Puts the clock forward, to a whole millisecond: a moment between two would not be the one that a `Date` keeps of it.
   * @param milliseconds not negative
   */
  advance(milliseconds: number): void;
  close(): void;
}

let clocks = 0;

/** @param start milliseconds since 1970 that the clock shows at first */
export function simulatedClock(start: number): SimulatedClock {
  clocks += 1;
  const file = join(tmpdir(), `xinshao-soak-clock-${process.pid}-${clocks}`);
  const handle = openSync(file, 'w');
  let offset = start - Date.now();
  const offsets = [{ since: Number.NEGATIVE_INFINITY, offset }];
  const show = () => writeSync(handle, new Float64Array([offset]), 0, 8, 0);
  show();
  return {
    file,
    now: () => Date.now() + offset,
    showedAt: (realTime) => realTime + (offsets.findLast(({ since }) => since <= realTime)?.offset ?? offset),
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('a clock does not go back');
      offset += Math.ceil(milliseconds);
      offsets.push({ since: Date.now(), offset });
      show();
    },
    close() {
      closeSync(handle);
      unlinkSync(file);
    },
  };
}

/** The clock of another process, by its file. @returns milliseconds between simulated and real time, read anew each time */
export function sharedOffset(file: string): () => number {
  const handle = openSync(file, 'r');
  const read = new Float64Array(1);
  return () => {
    readSync(handle, read, 0, 8, 0);
    return read[0] ?? 0;
  };
}
