import type { ServerProblem } from '../messages.ts';
import type { Problem } from './lookups.ts';

const KEY = 'problem';
const KINDS = ['unreachable', 'slow', 'limited', 'not_connected', 'refused', 'not_xinshao'] as const;

export interface Trouble {
  /** The last request's; null when it went well. */
  last(): Promise<ServerProblem | null>;
  /**
   * A request that failed tells of the time when it was sent: one sent before another that went well says nothing any
   * more, however late it gives up.
   * @param sentAt when the request was sent, milliseconds of this worker's life; the present when left out
   * @returns whether this ends a problem: whoever is without an answer may ask again
   */
  note(found: Problem | null, sentAt?: number): Promise<boolean>;
}

/**
 * What is wrong with the server. Kept in the session's storage: the worker sleeps after half a minute, and the one that
 * wakes must know that pages are waiting for the server to come back.
 */
export function createTrouble(): Trouble {
  let known: Promise<ServerProblem | null> | null = null;
  /** When the latest request that went well was sent. */
  let wellAt = Number.NEGATIVE_INFINITY;
  const last = (): Promise<ServerProblem | null> => {
    known ??= chrome.storage.session.get(KEY).then(({ [KEY]: stored }) => (isProblem(stored) ? stored : null));
    return known;
  };
  return {
    last,
    async note(found, sentAt = performance.now()) {
      if (found === null) wellAt = Math.max(wellAt, sentAt);
      else if (sentAt < wellAt) return false;
      const before = await last();
      if (found === null && before === null) return false;
      const problem = found === null ? null : { ...found, at: Date.now() };
      known = Promise.resolve(problem);
      if (problem === null) await chrome.storage.session.remove(KEY);
      else await chrome.storage.session.set({ [KEY]: problem });
      return problem === null;
    },
  };
}

function isProblem(value: unknown): value is ServerProblem {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, message, at }: Partial<Record<keyof ServerProblem, unknown>> = value;
  return KINDS.some((one) => one === kind) && (message === null || typeof message === 'string') && Number.isFinite(at);
}
