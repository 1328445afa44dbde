import { readPairingCode } from '@xinshao/core/pairing/code.ts';
import { useEffect, useState } from 'react';
import { askWorker } from '../messages.ts';
import { loadServerAddress, readServerAddress, saveServerAddress } from '../server/address.ts';
import type { Problem } from '../ui/ask.ts';
import { problemText } from '../ui/problem.tsx';
import { OPTIONS } from '../ui/wording.ts';
import { useManaged } from './use-managed.ts';

type Wrong = { readonly field: 'address' | 'code' | null; readonly text: string };

/** The server's address and a one-time code: what connects this browser. */
export function ConnectForm() {
  const managed = useManaged();
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void loadServerAddress().then(setTyped);
  }, []);
  const isLocked = managed !== null && managed.serverAddress !== null;
  const address = managed?.serverAddress ?? typed;

  async function connect(): Promise<void> {
    const problem = wrongIn(address, code);
    setWrong(problem);
    if (problem !== null) return;
    setBusy(true);
    if (!isLocked) await saveServerAddress(address.trim());
    const answer = await askWorker('connect', { address, code });
    setBusy(false);
    // Once connected, the page shows that instead of this form.
    if (!answer.ok) setWrong(refusalOf(answer.problem));
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <h2>{OPTIONS.connectHeading}</h2>
      <p>{OPTIONS.whatItGives}</p>
      {managed !== null && managed.addressProblem !== null && (
        <p className="notice">
          {OPTIONS.addressManagedWrong} {OPTIONS[managed.addressProblem]}
        </p>
      )}
      <label htmlFor="server-address">{OPTIONS.address}</label>
      <input
        id="server-address"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={address}
        readOnly={isLocked}
        aria-invalid={wrong?.field === 'address'}
        aria-describedby="server-address-hint outcome"
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(null);
        }}
      />
      <p id="server-address-hint" className="quiet">
        {isLocked ? OPTIONS.addressManaged : OPTIONS.addressHint}
      </p>
      <label htmlFor="code">{OPTIONS.code}</label>
      <input
        id="code"
        type="text"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        value={code}
        aria-invalid={wrong?.field === 'code'}
        aria-describedby="code-hint outcome"
        onChange={(event) => {
          setCode(event.target.value);
          setWrong(null);
        }}
      />
      <p id="code-hint" className="quiet">
        {OPTIONS.codeHint}
      </p>
      <p id="outcome" role="alert" className="wrong">
        {wrong?.text ?? ''}
      </p>
      <button type="submit" disabled={busy}>
        {busy ? OPTIONS.connecting : OPTIONS.connect}
      </button>
    </form>
  );
}

function wrongIn(address: string, code: string): Wrong | null {
  const read = readServerAddress(address);
  if (!read.ok) return { field: 'address', text: OPTIONS[read.problem] };
  if (read.address === '') return { field: 'address', text: OPTIONS.addressMissing };
  if (code.trim() === '') return { field: 'code', text: OPTIONS.codeMissing };
  return readPairingCode(code) === null ? { field: 'code', text: OPTIONS.codeMalformed } : null;
}

function refusalOf(problem: Problem): Wrong {
  if (problem.kind === 'unreachable') return { field: 'address', text: OPTIONS.unreachable };
  if (problem.kind === 'not_xinshao') return { field: 'address', text: OPTIONS.notXinshao };
  return { field: problem.kind === 'refused' ? 'code' : null, text: problemText(problem) };
}
