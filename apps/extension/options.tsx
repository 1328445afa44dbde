import { useEffect, useState } from 'react';
import { loadServerAddress, readServerAddress, saveServerAddress } from './server/address.ts';
import { WORDS } from './ui/locale.ts';
import { Page } from './ui/page.tsx';
import type { MessageId } from './ui/wording.ts';

type Outcome = { readonly message: Exclude<MessageId, 'serverIs'>; readonly right: boolean };

/** Where a person says which server of the company this browser talks to. */
export default function Options() {
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    void loadServerAddress().then(setTyped);
  }, []);

  async function save(event: { preventDefault(): void }): Promise<void> {
    event.preventDefault();
    const read = readServerAddress(typed);
    if (!read.ok) {
      setOutcome({ message: read.problem, right: false });
      return;
    }
    await saveServerAddress(read.address);
    setTyped(read.address);
    setOutcome({ message: read.address === '' ? 'cleared' : 'saved', right: true });
  }

  return (
    <div className="page-options">
      <Page title={WORDS.optionsTitle}>
        <form onSubmit={(event) => void save(event)} noValidate>
          <label htmlFor="server-address">{WORDS.serverAddress}</label>
          <input
            id="server-address"
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            aria-invalid={outcome?.right === false}
            aria-describedby="server-address-hint server-address-outcome"
            onChange={(event) => {
              setTyped(event.target.value);
              setOutcome(null);
            }}
          />
          <p id="server-address-hint" className="quiet">
            {WORDS.serverAddressHint} {WORDS.privacy}
          </p>
          <p id="server-address-outcome" role="status" className={outcome?.right === false ? 'wrong' : 'right'}>
            {outcome === null ? '' : WORDS[outcome.message]}
          </p>
          <button type="submit">{WORDS.save}</button>
        </form>
      </Page>
    </div>
  );
}
