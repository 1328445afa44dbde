import { useCallback, useEffect, useRef, useState } from 'react';
import { askWorker, type Chosen } from '../messages.ts';
import { useNotices } from '../ui/use-notices.ts';
import { type View, viewOf } from './view.ts';

/** The customer named in the page's own address, where there is no side panel to follow a tab. */
const NAMED = Number(new URLSearchParams(location.search).get('customer') ?? Number.NaN);

export interface Shown {
  readonly view: View;
  /** null: back to the company of the page. */
  choose(chosen: Chosen | null): void;
  retry(): void;
}

/**
 * Follows the tab in front of the panel's window. Asks the server again only when company or connection are others:
 * every look at a customer is recorded there.
 */
export function useView(): Shown {
  const [view, setView] = useState<View>({ kind: 'loading' });
  const [own, setOwn] = useState<Chosen | null>(Number.isInteger(NAMED) ? { customerId: NAMED, name: '' } : null);
  const shown = useRef('');
  const reads = useRef(0);
  const fetches = useRef(0);

  const read = useCallback(
    async (again: boolean): Promise<void> => {
      if (again) shown.current = '';
      reads.current += 1;
      const mine = reads.current;
      const { id: windowId } = await chrome.windows.getCurrent();
      const [connection, current] = await Promise.all([
        askWorker('connection', {}),
        askWorker('currentPage', { windowId }),
      ]);
      if (mine !== reads.current) return;
      const page = own === null ? current : { ...current, chosen: own };
      const key = JSON.stringify([
        connection.connected ? [connection.address, connection.member] : connection.reason,
        page.chosen?.customerId ?? [page.subject, page.reading],
      ]);
      if (key === shown.current) return;
      shown.current = key;
      fetches.current += 1;
      const fetching = fetches.current;
      setView({ kind: 'loading' });
      const next = await viewOf({ connection, page, windowId });
      if (fetching === fetches.current) setView(next);
    },
    [own],
  );

  useEffect(() => {
    const follow = (): void => void read(false);
    const again = (): void => void read(true);
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
  useNotices(() => void read(false));

  return {
    view,
    retry: () => void read(true),
    choose(chosen) {
      if (own !== null) {
        setOwn(chosen);
        return;
      }
      void chrome.windows.getCurrent().then(({ id: windowId }) => askWorker('choose', { windowId, chosen }));
    },
  };
}
