import { useEffect, useRef } from 'react';

/** Calls back when the worker says that a tab, its company or the connection changed. */
export function useNotices(changed: () => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    const listen = (message: unknown): void => {
      if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'changed') {
        latest.current();
      }
    };
    chrome.runtime.onMessage.addListener(listen);
    return () => chrome.runtime.onMessage.removeListener(listen);
  }, []);
}
