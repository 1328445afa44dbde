import type { Chosen } from '../messages.ts';
import { ChangedReport } from '../ui/changed-report.tsx';
import { NotConnected, ProblemNotice } from '../ui/problem.tsx';
import { CustomerList, Search } from '../ui/search.tsx';
import { PANEL, WORDS } from '../ui/wording.ts';
import { CustomerSections } from './customer-sections.tsx';
import { namesOf, toChoices } from './entries.ts';
import { isPassing } from './trouble.ts';
import { Unknown } from './unknown.tsx';
import type { View } from './view.ts';

interface Props {
  readonly view: View;
  readonly choose: (chosen: Chosen | null) => void;
  readonly retry: () => void;
}

/** One of the panel's states, each saying what a person can do next. */
export function CompanyView({ view, choose, retry }: Props) {
  switch (view.kind) {
    case 'loading':
      return (
        <p className="quiet" role="status">
          {WORDS.loading}
        </p>
      );
    case 'not_connected':
      return <NotConnected reason={view.reason} />;
    case 'problem':
      return <ProblemNotice problem={view.problem} retry={retry} followed={isPassing(view.problem)} />;
    case 'gone':
      return (
        <p className="notice" role="status">
          {PANEL.notFound}
        </p>
      );
    case 'empty':
      return <Empty view={view} choose={choose} />;
    case 'several':
      return (
        <>
          <h2>{view.subject.name}</h2>
          <p>{PANEL.several({ count: view.entries.length })}</p>
          <CustomerList
            label={PANEL.several({ count: view.entries.length })}
            customers={toChoices(view.entries)}
            choose={choose}
          />
        </>
      );
    case 'conflict':
      return <Conflict view={view} choose={choose} />;
    case 'branch':
      return (
        <>
          <h2>{view.subject.name}</h2>
          <p>{PANEL.branch({ parent: view.parent.name })}</p>
          <button type="button" onClick={() => choose(view.parent)}>
            {PANEL.openParent}
          </button>
        </>
      );
    case 'unknown':
      return <Unknown key={JSON.stringify(view.subject)} view={view} choose={choose} />;
    case 'customer':
      return <CustomerSections key={view.panel.customer.id} view={view} choose={choose} />;
  }
}

/** The page's code is one customer's and its name another's: a person has to find out which. */
function Conflict({ view, choose }: { view: Extract<View, { kind: 'conflict' }>; choose: Props['choose'] }) {
  const [coded, ...named] = view.entries;
  const hint = PANEL.conflictHint({ byCode: coded?.name ?? '', byName: namesOf(named) });
  return (
    <>
      <h2>{view.subject.name}</h2>
      <p>
        <strong>{PANEL.conflict}</strong>
      </p>
      <p className="notice">{hint}</p>
      <CustomerList label={PANEL.conflict} customers={toChoices(view.entries)} choose={choose} />
    </>
  );
}

function Empty({ view, choose }: { view: Extract<View, { kind: 'empty' }>; choose: Props['choose'] }) {
  const { reading, changed } = view.page;
  return (
    <>
      <h2>{PANEL.emptyHeading}</h2>
      {reading?.outcome === 'disagree' && <p className="notice">{PANEL.pageDisagrees}</p>}
      {reading?.outcome === 'nothing' && changed === null && <p className="notice">{PANEL.pageUnread}</p>}
      {changed !== null && <ChangedReport report={changed} />}
      <p>{PANEL.emptyHint}</p>
      <Search start="" choose={choose} />
    </>
  );
}
