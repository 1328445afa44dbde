import { useCallback, useEffect, useState } from 'react';
import '../ui/page.css';
import '../dashboard/dashboard.css';
import { Dashboard } from '../dashboard/dashboard.tsx';
import { ProblemNotice, Skeleton } from '../dashboard/notices.tsx';
import { useConnected } from '../dashboard/use-connected.ts';
import { readHash, type ViewState, writeHash } from '../dashboard/view-state.ts';
import { WORDS } from '../dashboard/words.ts';
import { LOCALE } from '../ui/locale.ts';

/** The portfolio on a page of its own, as long as somebody is connected; what was chosen is in the address. */
export default function DashboardPage() {
  const connection = useConnected();
  const [view, setView] = useState<ViewState>(() => readHash(location.hash));
  useEffect(() => {
    document.title = WORDS.documentTitle;
    document.documentElement.lang = LOCALE === 'zh' ? 'zh-CN' : 'en';
    const moved = () => setView(readHash(location.hash));
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  const change = useCallback((next: Partial<ViewState>) => {
    const changed = { ...readHash(location.hash), ...next };
    const hash = writeHash(changed);
    if (hash !== location.hash.replace(/^#/, '')) history.pushState(null, '', `#${hash}`);
    setView(changed);
  }, []);
  if (connection?.connected !== true) {
    return (
      <main className="dashboard">
        <h1>{WORDS.title}</h1>
        {connection === null ? (
          <Skeleton />
        ) : (
          <ProblemNotice problem={{ kind: 'not_connected', message: null }} onRetry={() => undefined} />
        )}
      </main>
    );
  }
  // Another person's portfolio is another page: nothing of the last one's is carried over.
  const { address, member } = connection;
  return <Dashboard key={JSON.stringify([address, member])} view={view} onChange={change} />;
}
