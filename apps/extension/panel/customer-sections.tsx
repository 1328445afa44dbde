import type { PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { ABILITY_TABLE } from '@xinshao/core/roles/abilities.ts';
import { isRole } from '@xinshao/core/roles/roles.ts';
import type { Chosen } from '../messages.ts';
import { PANEL } from '../ui/wording.ts';
import { Aging } from './aging.tsx';
import { Alerts } from './alerts.tsx';
import { DataDates } from './data-dates.tsx';
import { Evidence } from './evidence.tsx';
import { Figures } from './figures.tsx';
import { Group } from './group.tsx';
import { HistoryChart } from './history-chart.tsx';
import { RequestLimit } from './request-limit.tsx';
import { Section, TextList } from './section.tsx';
import type { CustomerView } from './view.ts';

type Choose = (chosen: Chosen | null) => void;

/** A customer, as far as its reader may see it. */
export function CustomerSections({ view, choose }: { view: CustomerView; choose: Choose }) {
  const { panel, member, found, subject } = view;
  const role = isRole(member.role) ? member.role : null;
  const mayRequest = role !== null && ABILITY_TABLE.request_credit[role] !== 'none' && panel.detailsHidden === null;
  const { customer, restrictions, details } = panel;
  return (
    <article aria-labelledby="customer">
      <h2 id="customer">{customer.name}</h2>
      <p className="quiet">
        {[customer.code, customer.uscc].filter(Boolean).join(' · ')}
        {customer.ownerName !== null && ` · ${PANEL.owner}: ${customer.ownerName}`}
      </p>
      {found?.matchedBy === 'former_name' && <p className="notice">{PANEL.formerName({ name: customer.name })}</p>}
      {found?.matchedBy === 'page_former_name' && (
        <p className="notice">{PANEL.formerOnPage({ name: customer.name })}</p>
      )}
      {found?.codeOnly === true && <p className="notice">{PANEL.codeOnly({ name: customer.name })}</p>}
      {found?.nameOnly === true && <p className="notice">{PANEL.nameOnly}</p>}
      {panel.staleSince !== null && <p className="notice">{PANEL.stale({ day: panel.staleSince })}</p>}
      {restrictions.length > 0 && (
        <div className="notice stop">
          <strong>{PANEL.restrictions}</strong>
          <TextList texts={restrictions} />
        </div>
      )}
      <Figures panel={panel} />
      {panel.detailsHidden !== null && (
        <p className="notice" role="note">
          {panel.detailsHidden}
        </p>
      )}
      {details !== null && <Details details={details} choose={choose} />}
      {details !== null && view.isOfPage && subject !== null && (
        <Evidence
          customer={customer}
          known={details.knownEvents}
          subject={subject}
          maySave={role !== null && ABILITY_TABLE.save_evidence[role] !== 'none'}
          windowId={view.windowId}
        />
      )}
      {mayRequest && <RequestLimit code={customer.code} />}
      {details !== null && <DataDates dates={details.dataDates} />}
      {found === null && subject !== null && (
        <button type="button" className="second" onClick={() => choose(null)}>
          {PANEL.backToPage({ name: subject.name })}
        </button>
      )}
    </article>
  );
}

function Details({ details, choose }: { details: PanelDetails; choose: Choose }) {
  return (
    <>
      <Aging aging={details.aging} />
      <Section title={PANEL.alerts}>
        <Alerts alerts={details.openAlerts} total={details.openAlertCount} />
      </Section>
      <Section title={PANEL.reasons}>
        <TextList texts={details.reasons} none={PANEL.noReasons} />
      </Section>
      <Section title={PANEL.changes}>
        <TextList texts={details.changes} none={PANEL.noChanges} />
      </Section>
      <Section title={PANEL.history}>
        <HistoryChart points={details.history} />
      </Section>
      {details.group !== null && <Group group={details.group} choose={choose} />}
    </>
  );
}
