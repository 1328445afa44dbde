import { useEffect, useState } from 'react';
import { openDashboard } from './dashboard/open-dashboard.ts';
import { askWorker, type Chosen, type CurrentPage } from './messages.ts';
import { openPanel } from './panel/open-panel.ts';
import { loadRecent, type RecentCustomer } from './server/recent.ts';
import { ChangedReport } from './ui/changed-report.tsx';
import { Page } from './ui/page.tsx';
import { NotConnected, ProblemNotice } from './ui/problem.tsx';
import { CustomerList, Search } from './ui/search.tsx';
import { useConnection } from './ui/use-connection.ts';
import { POPUP, WORDS } from './ui/wording.ts';

/** What a click on the extension's icon shows: search, the customers looked at last, and how the connection is. */
export default function Popup() {
  const { state, check } = useConnection();
  const [windowId, setWindowId] = useState<number | null>(null);
  const [page, setPage] = useState<CurrentPage | null>(null);
  const [recent, setRecent] = useState<readonly RecentCustomer[]>([]);
  useEffect(() => {
    void chrome.windows.getCurrent().then(({ id }) => setWindowId(id ?? null));
    void askWorker('currentPage', {}).then(setPage);
    void loadRecent().then(setRecent);
  }, []);
  const show = (chosen: Chosen | null): void => void openPanel(windowId, chosen).then(() => window.close());

  return (
    <div className="page-popup">
      <Page title={POPUP.title}>
        {state === null && <p className="quiet">{WORDS.loading}</p>}
        {state?.connected === false && <NotConnected reason={state.reason} />}
        {state?.connected === true && (
          <>
            {state.problem !== null && <ProblemNotice problem={state.problem} retry={check} />}
            <Search start="" choose={show} />
            {recent.length > 0 && <h2>{POPUP.recent}</h2>}
            <CustomerList label={POPUP.recent} customers={recent} choose={show} />
            <p className="actions">
              <button type="button" onClick={() => show(null)}>
                {POPUP.openPanel}
              </button>{' '}
              <button type="button" className="second" onClick={() => void openDashboard()}>
                {POPUP.openDashboard}
              </button>{' '}
              <button type="button" className="second" onClick={() => void chrome.runtime.openOptionsPage()}>
                {POPUP.settings}
              </button>
            </p>
            <p className="quiet">{POPUP.connectedAs({ name: state.member.name, address: state.address })}</p>
          </>
        )}
        {page?.changed && <ChangedReport report={page.changed} />}
      </Page>
    </div>
  );
}
