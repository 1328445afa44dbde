import type { SearchAnswer } from '@xinshao/core/contract/overlay-panel.ts';
import { useState } from 'react';
import type { Chosen } from '../messages.ts';
import { askFor, type Problem } from './ask.ts';
import { ProblemNotice } from './problem.tsx';
import { isSearchAnswer } from './server-answers.ts';
import { POPUP, WORDS } from './wording.ts';

type Outcome = { readonly answer: SearchAnswer } | { readonly problem: Problem } | 'searching' | null;

/** Searches all customers for what a person typed or selected. The text goes to the server, on this press alone. */
export function Search({ start, choose }: { start: string; choose: (chosen: Chosen) => void }) {
  const [typed, setTyped] = useState(start);
  const [outcome, setOutcome] = useState<Outcome>(null);

  async function search(): Promise<void> {
    const text = typed.trim();
    if (text === '') return;
    setOutcome('searching');
    const got = await askFor({ method: 'POST', path: '/search', body: { q: text } }, isSearchAnswer);
    setOutcome(got.ok ? { answer: got.value } : { problem: got.problem });
  }

  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <label htmlFor="search-text">{POPUP.search}</label>
        <div className="beside">
          <input
            id="search-text"
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            aria-describedby="search-hint"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit">{POPUP.searchNow}</button>
        </div>
        <p id="search-hint" className="quiet">
          {POPUP.searchHint}
        </p>
      </form>
      <div aria-live="polite">
        {outcome === 'searching' && <p className="quiet">{WORDS.loading}</p>}
        {outcome !== null && outcome !== 'searching' && 'answer' in outcome && (
          <Results answer={outcome.answer} choose={choose} />
        )}
      </div>
      {outcome !== null && outcome !== 'searching' && 'problem' in outcome && (
        <ProblemNotice problem={outcome.problem} retry={() => void search()} />
      )}
    </search>
  );
}

function Results({ answer, choose }: { answer: SearchAnswer; choose: (chosen: Chosen) => void }) {
  const { matches, suggestions, branchOf } = answer;
  const nothing = matches.length === 0 && suggestions.length === 0 && branchOf === null;
  return (
    <>
      {nothing && <p>{POPUP.nothingFound}</p>}
      {matches.length > 1 && <p>{POPUP.several({ count: matches.length })}</p>}
      <CustomerList label={POPUP.results} customers={matches} choose={choose} />
      {branchOf !== null && <p>{POPUP.branch({ parent: branchOf.name })}</p>}
      {branchOf !== null &&
        (branchOf.customerId === null ? (
          <p className="quiet">{POPUP.parentUnknown}</p>
        ) : (
          <CustomerList
            label={POPUP.results}
            customers={[{ customerId: branchOf.customerId, name: branchOf.name }]}
            choose={choose}
          />
        ))}
      {suggestions.length > 0 && <p className="quiet">{POPUP.suggestions}</p>}
      <CustomerList label={POPUP.suggestions} customers={suggestions} choose={choose} />
    </>
  );
}

interface Listed extends Chosen {
  readonly code?: string;
  readonly grade?: string | null;
  readonly matchedBy?: string;
}

/** Customers to choose from; nothing for none. */
export function CustomerList(props: { label: string; customers: readonly Listed[]; choose: (chosen: Chosen) => void }) {
  const { label, customers, choose } = props;
  if (customers.length === 0) return null;
  return (
    <ul className="choices" aria-label={label}>
      {customers.map(({ customerId, name, code, grade, matchedBy }) => (
        <li key={customerId}>
          <button type="button" className="choice" onClick={() => choose({ customerId, name })}>
            <span>
              {name}
              {matchedBy === 'former_name' && <span className="quiet"> {POPUP.formerName}</span>}
            </span>
            <span className="quiet">{[code, grade].filter(Boolean).join(' · ')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
