import { useEffect, useState } from 'react';
import { loadServerAddress } from './server/address.ts';
import { WORDS } from './ui/locale.ts';
import { Page } from './ui/page.tsx';

/** What a click on the extension's icon shows: whether this browser is paired, and if not, how to get there. */
export default function Popup() {
  const [address, setAddress] = useState('');
  useEffect(() => {
    void loadServerAddress().then(setAddress);
  }, []);
  return (
    <div className="page-popup">
      <Page title={WORDS.popupTitle}>
        <p className="notice" role="status">
          <strong>{WORDS.notPaired}</strong>
          {WORDS.whatPairingGives}
        </p>
        <h2>{WORDS.howTo}</h2>
        <ol>
          <li>{WORDS.stepAddress}</li>
          <li>{WORDS.stepPairing}</li>
        </ol>
        {address === '' ? null : <p className="quiet">{WORDS.serverIs({ address })}</p>}
        <button type="button" onClick={() => void chrome.runtime.openOptionsPage()}>
          {WORDS.openOptions}
        </button>
      </Page>
    </div>
  );
}
