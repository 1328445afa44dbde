import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { Meaning } from './section.tsx';
import { count, money, number, percent, WORDS } from './words.ts';

/** The figures that sum up the selection, each with its definition. */
export function KeyFigures({ answer }: { readonly answer: PortfolioAnswer }) {
  const { totals, collection, alerts } = answer;
  const rate = (part: number, whole: number) => percent(whole > 0 ? part / whole : null);
  return (
    <section aria-label={WORDS.figures} className="figures">
      <Figure
        name={WORDS.customers}
        value={count(totals.customers)}
        note={WORDS.customersNote({
          overdue: count(totals.overdueCustomers),
          overLimit: count(totals.overLimitCustomers),
        })}
        means={WORDS.customersMeans}
      />
      <Figure
        name={WORDS.exposure}
        value={money(totals.exposureFen)}
        note={WORDS.exposureNote({ used: rate(totals.exposureFen, totals.limitFen) })}
        means={WORDS.exposureMeans}
      />
      <Figure
        name={WORDS.overdueRate}
        value={rate(totals.overdueFen, totals.openFen)}
        note={WORDS.overdueNote({ amount: money(totals.overdueFen) })}
        means={WORDS.overdueMeans}
      />
      <Figure
        name={WORDS.collection}
        value={percent(collection?.rate ?? null)}
        note={WORDS.collectionNote({
          cei: percent(collection?.effectiveness ?? null),
          dso: number(collection?.dsoDays ?? null),
        })}
        means={WORDS.collectionMeans}
      />
      <Figure
        name={WORDS.response}
        value={percent(alerts.responseRate)}
        note={WORDS.responseNote({
          inTime: count(alerts.answeredInTime),
          due: count(alerts.due),
          hours: number(alerts.medianHours),
        })}
        means={WORDS.responseMeans}
      />
      <Figure
        name={WORDS.confirmed}
        value={percent(alerts.shareConfirmed)}
        note={WORDS.confirmedNote({ confirmed: count(alerts.confirmed), closed: count(alerts.closed) })}
        means={WORDS.confirmedMeans}
      />
      <Figure
        name={WORDS.lead}
        value={alerts.medianLeadDays === null ? WORDS.none : WORDS.leadValue({ days: number(alerts.medianLeadDays) })}
        note={WORDS.leadNote({ count: count(alerts.cameTrue) })}
        means={WORDS.leadMeans}
      />
    </section>
  );
}

function Figure(props: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly means: string;
}) {
  return (
    <div className="figure">
      <p className="figure-name">
        {props.name} <Meaning name={props.name} text={props.means} />
      </p>
      <p className="figure-value">{props.value}</p>
      <p className="figure-note">{props.note}</p>
    </div>
  );
}
