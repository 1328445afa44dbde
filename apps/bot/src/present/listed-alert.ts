import { formatFen } from '@xinshao/core/money/fen.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { ListedAlert } from '../blocks/home.ts';
import type { HomeReader } from '../home/section.ts';
import { openAlertModel } from './open-alert.ts';

type Reader = Pick<HomeReader, 'services' | 'member' | 'locale' | 'now'>;

/**
 * Alerts of several customers as list entries.
 * @param named whether each says who owns it: in a list of one's own alerts that goes without saying
 */
export async function listedAlerts(
  { services, member, locale, now }: Reader,
  views: readonly AlertView[],
  named: boolean,
): Promise<ListedAlert[]> {
  const words = listWording[locale];
  return Promise.all(
    views.map(async (view) => {
      const policy = await services.policies.of(view.policyHash);
      const model = openAlertModel(view, member, policy, { locale, now, timeZone: services.timeZone });
      const owner = view.owner === null ? words.noOwner : words.owner({ name: view.owner.name });
      const exposure = words.exposure({ amount: formatFen(view.exposureFen, locale) });
      const status = [model.status, exposure, ...(named ? [owner] : [])].join(' · ');
      return { ...model, status, customerName: view.customer.name };
    }),
  );
}
