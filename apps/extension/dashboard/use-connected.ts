import { useCallback, useEffect, useState } from 'react';
import type { ConnectionState } from '../messages.ts';
import { askConnection } from '../ui/ask.ts';
import { useNotices } from '../ui/use-notices.ts';

/** The longest that a timer can wait, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The connection, as it is at every moment: what is on the page belongs to its person, and goes with them. It ends by a
 * disconnect, by its day, or with another pairing.
 * @returns null until the worker has answered
 */
export function useConnected(): ConnectionState | null {
  const [state, setState] = useState<ConnectionState | null>(null);
  const read = useCallback((): void => {
    void askConnection().then(setState);
  }, []);
  useEffect(read, [read]);
  useNotices(read);
  useEffect(() => {
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [read]);
  const expiresAt = state?.connected === true ? Date.parse(state.expiresAt) : null;
  useEffect(() => {
    if (expiresAt === null) return;
    const over = setTimeout(read, Math.min(Math.max(0, expiresAt - Date.now()) + 1, LONGEST_TIMER));
    return () => clearTimeout(over);
  }, [expiresAt, read]);
  return state;
}
