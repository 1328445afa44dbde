import type { Logger } from '../log/log.ts';

/** Work that goes on until it is stopped. */
export interface Repeating {
  /** Ends what is being done at the moment, and returns when that has ended. */
  stop(): Promise<void>;
}

export interface Repetition {
  /** Milliseconds. */
  readonly every: number;
  readonly log: Logger;
  /** What the log says of a turn that failed. */
  readonly complaint: string;
}

/**
 * Does the work now and then at every turn, never twice at once. What fails is logged, and tried again at the next turn.
 * @param work long work ends early once the signal is aborted
 */
export function repeat(
  { every, log, complaint }: Repetition,
  work: (stopping: AbortSignal) => Promise<void>,
): Repeating {
  const stopping = new AbortController();
  let busy = false;
  const turn = async () => {
    busy = true;
    try {
      await work(stopping.signal);
    } catch (error) {
      log.warn({ err: error }, complaint);
    }
    busy = false;
  };
  let running = turn();
  const timer = setInterval(() => {
    if (!busy) running = turn();
  }, every);
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
