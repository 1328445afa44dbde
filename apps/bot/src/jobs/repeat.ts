import type { Logger } from '../log/log.ts';

/** Work that goes on until it is stopped. */
export interface Repeating {
  /** Does the work at once if its turn has come by the given clock: one that was put forward rings no timer. */
  catchUp(): Promise<void>;
  /** Ends what is being done at the moment, and returns when that has ended. */
  stop(): Promise<void>;
}

export interface Repetition {
  /** Milliseconds. */
  readonly every: number;
  /** The clock that `catchUp` goes by; the machine's unless told otherwise. */
  readonly now?: () => Date;
  readonly log: Logger;
  /** What the log says of a turn that failed. */
  readonly complaint: string;
}

/**
 * Does the work now and then at every turn, never twice at once. What fails is logged, and tried again at the next turn.
 * @param work long work ends early once the signal is aborted
 */
export function repeat(
  { every, now = () => new Date(), log, complaint }: Repetition,
  work: (stopping: AbortSignal) => Promise<void>,
): Repeating {
  const stopping = new AbortController();
  let busy = false;
  let began = 0;
  const turn = async () => {
    busy = true;
    began = now().getTime();
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
    catchUp: async () => {
      if (busy) await running;
      if (!stopping.signal.aborted && !busy && now().getTime() - began >= every) running = turn();
      await running;
    },
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
