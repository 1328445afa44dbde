// Time in a replica: what it waits for passes as fast as its parent puts the clock forward.
import { sharedOffset } from './clock.ts';

/** How much simulated time passes at least between two looks for what is due; a look comes by itself after as much real time. */
export const SWEEP_EVERY = 5_000;

export interface ChildTime {
  now(): Date;
  /** Sleeps in simulated time. */
  pause(milliseconds: number): Promise<void>;
  /** Wakes whose moment has come. */
  wake(): void;
  /** Milliseconds until the first goes on of those who wait for their turn in a channel; null: nobody does. */
  wakesInMs(): number | null;
}

/** Also `performance.now` goes by it from now on: a process that was halted must not think that no time has passed. */
export function childTime(clockFile: string): ChildTime {
  const offset = sharedOffset(clockFile);
  const first = offset();
  const monotonic = performance.now.bind(performance);
  performance.now = () => monotonic() + offset() - first;
  const now = () => Date.now() + offset();
  const sleepers = new Map<() => void, number>();
  return {
    now: () => new Date(now()),
    pause: (milliseconds) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          if (sleepers.delete(wake)) resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        sleepers.set(wake, now() + milliseconds);
      }),
    wake() {
      for (const [wake, until] of sleepers) if (until <= now()) wake();
    },
    wakesInMs: () => (sleepers.size === 0 ? null : Math.max(0, Math.min(...sleepers.values()) - now())),
  };
}
