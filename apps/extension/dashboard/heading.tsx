import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { count, WORDS } from './words.ts';

const SCOPES = { all: WORDS.scopeAll, team: WORDS.scopeTeam, own: WORDS.scopeOwn } as const;

/** Whose customers these are, and of which day. */
export function Heading(props: {
  readonly answer: PortfolioAnswer | null;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}) {
  const { answer, busy } = props;
  return (
    <header className="heading">
      <div>
        <h1>{WORDS.title}</h1>
        {answer === null ? null : (
          <p className="quiet">
            {SCOPES[answer.scope]}
            {answer.asOf === null ? '' : ` · ${WORDS.assessedOn({ day: answer.asOf })}`}
            {` · ${ledgerText(answer)}`}
          </p>
        )}
        {answer === null || answer.totals.staleCustomers === 0 ? null : (
          <p className="stale">⚠ {WORDS.stale({ count: count(answer.totals.staleCustomers) })}</p>
        )}
      </div>
      <span className="spring" />
      <span role="status" className="quiet">
        {busy && answer !== null ? WORDS.loading : ''}
      </span>
      <button type="button" className="secondary no-print" onClick={props.onRefresh}>
        {WORDS.refresh}
      </button>
      <button type="button" className="secondary no-print" onClick={() => print()}>
        {WORDS.print}
      </button>
    </header>
  );
}

function ledgerText({ ledgerOn, today }: PortfolioAnswer): string {
  if (ledgerOn === null) return WORDS.noLedger;
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(ledgerOn)) / 86_400_000));
  return WORDS.ledgerOn({ day: ledgerOn, days });
}
