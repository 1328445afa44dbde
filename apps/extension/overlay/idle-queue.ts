/** Milliseconds of a slice: short enough that the page never feels it. */
const SLICE_MS = 5;
/** Latest start of a slice on a busy page. */
const START_WITHIN_MS = 100;
/** With more waiting than this, one look at the whole page is cheaper than at each part. */
const MOST_WAITING = 2_000;

export interface IdleQueue {
  push(root: Element): void;
  /** Ends in `settled` even when nothing waits. */
  wake(): void;
  /** Works at once, for one slice; the rest when the page is idle. */
  start(): void;
  stop(): void;
}

/**
 * Parts of the page that wait to be read, in slices while the page is idle. Nothing is scheduled while nothing waits.
 * @param settled called when nothing waits any more
 */
export function createIdleQueue(
  whole: () => Element | null,
  read: (root: Element) => void,
  settled: () => void,
): IdleQueue {
  let waiting: Element[] = [];
  let next = 0;
  let handle: number | null = null;

  function slice(): void {
    handle = null;
    const until = performance.now() + SLICE_MS;
    while (next < waiting.length) {
      const root = waiting[next];
      next += 1;
      if (root?.isConnected) read(root);
      if (performance.now() >= until) break;
    }
    if (next < waiting.length) {
      schedule();
      return;
    }
    waiting = [];
    next = 0;
    settled();
  }

  function schedule(): void {
    handle ??= requestIdleCallback(slice, { timeout: START_WITHIN_MS });
  }

  return {
    push(root) {
      if (waiting.length - next >= MOST_WAITING) {
        const page = whole();
        waiting = page === null ? [] : [page];
        next = 0;
      } else if (waiting.at(-1) !== root) waiting.push(root);
      schedule();
    },
    wake: schedule,
    start: slice,
    stop() {
      if (handle !== null) cancelIdleCallback(handle);
      waiting = [];
    },
  };
}
