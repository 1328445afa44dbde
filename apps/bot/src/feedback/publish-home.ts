import type { WebClient } from '@slack/web-api';
import { alertsOwedBy } from '@xinshao/db/alerts/alert-view.ts';
import { customersAtRiskOf } from '@xinshao/db/customers/customers-at-risk.ts';
import { homeView, refusedHomeView } from '../blocks/home.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { homeModel } from '../present/home.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';

const ALERTS_READ = 200;
const CUSTOMERS_READ = 200;

/** Publishes a Slack user's Home tab: their open alerts, their customers at risk, or why there is nothing to see. */
export async function publishHome(services: Services, client: WebClient, slackUserId: string): Promise<void> {
  const locale = await services.people.localeOf(slackUserId);
  const view = async () => {
    const member = await services.people.staffOf(slackUserId);
    if (member === null) return refusedHomeView(locale, await refuseStranger(services, locale));
    const [alerts, customers] = await Promise.all([
      alertsOwedBy(services.database, member.code, ALERTS_READ),
      customersAtRiskOf(services.database, member.code, CUSTOMERS_READ),
    ]);
    const { timeZone } = services;
    return homeView(
      await homeModel({
        member,
        alerts,
        customers,
        policies: services.policies,
        locale,
        timeZone,
        now: services.now(),
      }),
    );
  };
  try {
    await client.views.publish({ user_id: slackUserId, view: await view() });
  } catch (error) {
    const text = presentError(services, error, locale, 'home');
    await client.views.publish({ user_id: slackUserId, view: refusedHomeView(locale, text) });
  }
}
