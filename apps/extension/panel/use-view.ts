import { useCallback, useEffect, useRef, useState } from 'react';
import { askWorker, type Chosen } from '../messages.ts';
import { askConnection } from '../ui/ask.ts';
import { useNotices } from '../ui/use-notices.ts';
import { isPassing, pauseBefore } from './trouble.ts';
import { type View, viewOf } from './view.ts';

/** The customer named in the page's own address, where there is no side panel to follow a tab. */
const NAMED = Number(new URLSearchParams(location.search).get('customer') ?? Number.NaN);

export interface Shown {
  readonly view: View;
  /** null: back to the company of the page. */
  choose(chosen: Chosen | null): void;
  retry(): void;
}

/** `follow`: something may be another; `again`: a person asks; `quietly`: the same question after a failure. */
type Cause = 'follow' | 'again' | 'quietly';

/**
 * Follows the tab in front of the panel's window. Asks the server again only when company or connection are others, or
 * after a failure: every look at a customer is recorded there.
 */
export function useView(): Shown {
  const [view, setView] = useState<View>({ kind: 'loading' });
  const [own, setOwn] = useState<Chosen | null>(Number.isInteger(NAMED) ? { customerId: NAMED, name: '' } : null);
  const [attempt, setAttempt] = useState(0);
  const shown = useRef('');
  const isTroubled = useRef(false);
  const reads = useRef(0);
  const fetches = useRef(0);

  const read = useCallback(
    async (cause: Cause): Promise<void> => {
      if (cause !== 'follow') shown.current = '';
      reads.current += 1;
      const mine = reads.current;
      const { id: windowId } = await chrome.windows.getCurrent();
      const [connection, current] = await Promise.all([askConnection(), askWorker('currentPage', { windowId })]);
      if (mine !== reads.current) return;
      const page = own === null ? current : { ...current, chosen: own };
      const key = JSON.stringify([
        connection.connected ? [connection.address, connection.member] : connection.reason,
        page.chosen?.customerId ?? [page.subject, page.reading],
      ]);
      // Somebody else's request went well: the server is back, and what failed here can be asked again.
      const isBack = isTroubled.current && connection.connected && connection.problem === null;
      if (key === shown.current && !isBack) return;
      shown.current = key;
      isTroubled.current = false;
      fetches.current += 1;
      const fetching = fetches.current;
      if (cause !== 'quietly') setView({ kind: 'loading' });
      const next = await viewOf({ connection, page, windowId, anew: cause !== 'follow' || isBack });
      if (fetching !== fetches.current) return;
      isTroubled.current = next.kind === 'problem';
      setAttempt((count) => (next.kind === 'problem' ? count + 1 : 0));
      // The same notice stays as it is, so that nobody hears it read again and again.
      setView((last) => (isSameProblem(last, next) ? last : next));
    },
    [own],
  );

  useEffect(() => {
    const follow = (): void => void read('follow');
    const again = (): void => void read('again');
    follow();
    chrome.tabs.onActivated.addListener(follow);
    const loaded = (_tabId: number, { status }: { status?: string }): void => {
      if (status === 'complete') follow();
    };
    chrome.tabs.onUpdated.addListener(loaded);
    globalThis.addEventListener('online', again);
    return () => {
      chrome.tabs.onActivated.removeListener(follow);
      chrome.tabs.onUpdated.removeListener(loaded);
      globalThis.removeEventListener('online', again);
    };
  }, [read]);
  useNotices(() => void read('follow'));

  // A panel that somebody looks at finds out by itself when the server is back; a hidden one waits until it is seen.
  useEffect(() => {
    if (view.kind !== 'problem' || !isPassing(view.problem)) return;
    const timer = setTimeout(
      () => {
        if (document.visibilityState === 'visible') void read('quietly');
      },
      pauseBefore(attempt - 1),
    );
    const seen = (): void => {
      if (document.visibilityState === 'visible') void read('quietly');
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [view, attempt, read]);

  return {
    view,
    retry: () => void read('again'),
    choose(chosen) {
      if (own !== null) {
        setOwn(chosen);
        return;
      }
      void chrome.windows.getCurrent().then(({ id: windowId }) => askWorker('choose', { windowId, chosen }));
    },
  };
}

function isSameProblem(one: View, other: View): boolean {
  return (
    one.kind === 'problem' &&
    other.kind === 'problem' &&
    one.problem.kind === other.problem.kind &&
    one.problem.message === other.problem.message
  );
}
