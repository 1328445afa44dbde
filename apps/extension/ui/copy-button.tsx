import { useState } from 'react';
import { WORDS } from './wording.ts';

/** Copies a text, and says whether that worked. */
export function CopyButton({ text }: { text: string }) {
  const [outcome, setOutcome] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome(WORDS.copied),
      () => setOutcome(WORDS.cannotCopy),
    );
  };
  return (
    <>
      <button type="button" className="second" onClick={copy}>
        {WORDS.copy}
      </button>{' '}
      <span role="status" className="quiet">
        {outcome}
      </span>
    </>
  );
}
