import type { PanelAlert } from '@xinshao/core/contract/overlay-panel.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { channelPlacesOf } from '@xinshao/db/overlay/panel-parts.ts';
import { openAlertModel } from '../present/open-alert.ts';
import type { PanelReader } from './customer-panel.ts';

/** Open alerts in words, each with the address of its message in Slack. */
export async function panelAlerts(reader: PanelReader, alerts: readonly AlertView[]): Promise<PanelAlert[]> {
  const { services, member, locale, policy, now } = reader;
  const { database, permalinks, timeZone } = services;
  const places = await channelPlacesOf(
    database,
    alerts.map(({ id }) => id),
  );
  return Promise.all(
    alerts.map(async (alert) => {
      const model = openAlertModel(alert, member, policy, { locale, timeZone, now });
      const place = places.find(({ alertId }) => alertId === alert.id);
      return {
        id: alert.id,
        severity: alert.severity,
        severityText: model.severity,
        labels: model.labels,
        status: model.status,
        answerable: model.answerable,
        slackUrl: place === undefined ? null : await permalinks.of(place.channel, place.ts),
      };
    }),
  );
}
