import { ConnectForm } from './settings/connect-form.tsx';
import { Connected } from './settings/connected.tsx';
import { Page } from './ui/page.tsx';
import { NotConnected } from './ui/problem.tsx';
import { useConnection } from './ui/use-connection.ts';
import { OPTIONS, WORDS } from './ui/wording.ts';

/** Where a person connects this browser to the company's server, sees as whom, and ends it. */
export default function Options() {
  const { state, check } = useConnection();
  return (
    <div className="page-options">
      <Page title={OPTIONS.title}>
        {state === null && <p className="quiet">{WORDS.loading}</p>}
        {state?.connected === true && <Connected state={state} check={check} />}
        {state?.connected === false && (
          <>
            <NotConnected reason={state.reason} inOptions />
            <ConnectForm />
          </>
        )}
        <p className="quiet">{OPTIONS.privacy}</p>
      </Page>
    </div>
  );
}
