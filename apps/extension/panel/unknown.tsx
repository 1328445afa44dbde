import { useState } from 'react';
import type { Chosen } from '../messages.ts';
import { askFor, type Problem } from '../ui/ask.ts';
import { problemText } from '../ui/problem.tsx';
import { CustomerList, Search } from '../ui/search.tsx';
import { isPrecheckAnswer } from '../ui/server-answers.ts';
import { PANEL } from '../ui/wording.ts';
import { namesOf, toChoices } from './entries.ts';
import type { View } from './view.ts';

type State = 'open' | 'sending' | 'sent' | 'again' | Problem;

/** A company that is no customer: risk can be asked to look at it, and customers can be searched for its name. */
export function Unknown(props: {
  readonly view: Extract<View, { kind: 'unknown' }>;
  readonly choose: (chosen: Chosen) => void;
}) {
  const { choose } = props;
  const { subject, near, namesakes } = props.view;
  const [note, setNote] = useState('');
  const [state, setState] = useState<State>('open');
  const isDone = state === 'sent' || state === 'again';

  async function send(): Promise<void> {
    setState('sending');
    const body = { name: subject.name, uscc: subject.uscc, note: note.trim() };
    const got = await askFor({ method: 'POST', path: '/prechecks', body }, isPrecheckAnswer);
    if (!got.ok) setState(got.problem);
    else setState(got.value.alreadyAsked ? 'again' : 'sent');
  }

  return (
    <>
      <h2>{subject.name}</h2>
      <p>
        <strong>{namesakes.length > 0 ? PANEL.namesake : PANEL.unknown}</strong>
      </p>
      <p className="quiet">
        {PANEL.uscc}: {subject.uscc ?? PANEL.noUscc}
      </p>
      {namesakes.length > 0 && (
        <section aria-labelledby="namesakes">
          <h3 id="namesakes">{PANEL.namesakes}</h3>
          <p className="notice">{PANEL.namesakeHint({ names: namesOf(namesakes) })}</p>
          <CustomerList label={PANEL.namesakes} customers={toChoices(namesakes)} choose={choose} />
        </section>
      )}
      {near.length > 0 && (
        <section aria-labelledby="near">
          <h3 id="near">{PANEL.didYouMean}</h3>
          <p className="quiet">{PANEL.didYouMeanHint}</p>
          <CustomerList label={PANEL.didYouMean} customers={near} choose={choose} />
        </section>
      )}
      {!isDone && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p>{PANEL.unknownHint}</p>
          <label htmlFor="note">{PANEL.precheckNote}</label>
          <textarea
            id="note"
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <button type="submit" disabled={state === 'sending'}>
            {state === 'sending' ? PANEL.prechecking : PANEL.precheck}
          </button>
        </form>
      )}
      <p role="status" className={isDone ? 'right' : 'wrong'}>
        {state === 'sent' && PANEL.precheckSent}
        {state === 'again' && PANEL.precheckAgain}
        {typeof state === 'object' && problemText(state)}
      </p>
      <Search start={subject.name} choose={choose} />
    </>
  );
}
