import type { WebClient } from '@slack/web-api';
import { homeView, refusedHomeView } from '../blocks/home.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { clockTime } from '../present/time.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';
import { HOME_SECTIONS } from './sections.ts';

/** Publishes a Slack user's Home tab: every section that concerns them, or why there is nothing to see. */
export async function publishHome(services: Services, client: WebClient, slackUserId: string): Promise<void> {
  const locale = await services.people.localeOf(slackUserId);
  const view = async () => {
    const member = await services.people.staffOf(slackUserId);
    if (member === null) return refusedHomeView(locale, await refuseStranger(services, locale));
    const now = services.now();
    const sections = await Promise.all(HOME_SECTIONS.map((section) => section({ services, member, locale, now })));
    return homeView({ locale, name: member.name, updatedAt: clockTime(now, services.timeZone), sections });
  };
  try {
    await client.views.publish({ user_id: slackUserId, view: await view() });
  } catch (error) {
    const text = presentError(services, error, locale, 'home');
    await client.views.publish({ user_id: slackUserId, view: refusedHomeView(locale, text) });
  }
}
