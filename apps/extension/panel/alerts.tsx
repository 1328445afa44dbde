import type { PanelAlert } from '@xinshao/core/contract/overlay-panel.ts';
import { PANEL } from '../ui/wording.ts';

/** Alerts that are not closed, with the way to their messages: answers are given in Slack alone. */
export function Alerts({ alerts, total }: { alerts: readonly PanelAlert[]; total: number }) {
  const more = total - alerts.length;
  if (alerts.length === 0) return <p className="quiet">{PANEL.noAlerts}</p>;
  return (
    <>
      <List alerts={alerts} />
      {more > 0 && <p className="quiet">{PANEL.moreAlerts({ count: more })}</p>}
    </>
  );
}

function List({ alerts }: { alerts: readonly PanelAlert[] }) {
  return (
    <ul className="alerts">
      {alerts.map(({ id, severity, severityText, labels, status, answerable, slackUrl }) => (
        <li key={id} className={severity}>
          <strong>
            {severityText} #{id}
          </strong>{' '}
          {labels.join(' · ')} <span className="quiet">{status}</span>
          <div>
            {slackUrl === null ? (
              <span className="quiet">{PANEL.notDelivered}</span>
            ) : (
              <a href={safe(slackUrl)} target="_blank" rel="noreferrer">
                {answerable ? PANEL.answerInSlack : PANEL.openInSlack}
              </a>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A link a server sends is followed on the web alone. */
function safe(address: string): string | undefined {
  return /^https?:\/\//.test(address) ? address : undefined;
}
