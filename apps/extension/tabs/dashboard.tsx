import { useCallback, useEffect, useState } from 'react';
import '../ui/page.css';
import '../dashboard/dashboard.css';
import { Dashboard } from '../dashboard/dashboard.tsx';
import { readHash, type ViewState, writeHash } from '../dashboard/view-state.ts';
import { WORDS } from '../dashboard/words.ts';
import { LOCALE } from '../ui/locale.ts';

/** The portfolio on a page of its own; what was chosen is in the address. */
export default function DashboardPage() {
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
  return <Dashboard view={view} onChange={change} />;
}
