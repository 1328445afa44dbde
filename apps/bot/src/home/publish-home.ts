import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { homeOpened, homeStateOf } from '@xinshao/db/home/home-view.ts';
import { recordHomeLooks } from '@xinshao/db/home/record-looks.ts';
import { viewsOfCustomers } from '@xinshao/db/portfolio/selection/views-of-customers.ts';
import { homeView, refusedHomeView } from '../blocks/home.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { clockTime } from '../present/time.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';
import { turns } from './in-turn.ts';
import { HOME_SECTIONS } from './sections.ts';

const inTurn = turns();

/**
 * Publishes a Slack user's Home tab: every section that concerns them, or why there is nothing to see.
 * @param opened the user is looking at it: from now on it follows what others do
 * @throws Slack's error when it could not be published
 */
export async function publishHome(
  services: Services,
  client: WebClient,
  slackUserId: string,
  { opened }: { readonly opened: boolean } = { opened: true },
): Promise<void> {
  const locale = await services.people.localeOf(slackUserId);
  await inTurn(slackUserId, async () => {
    const view = await viewFor(services, slackUserId, locale, opened).catch((error: unknown) =>
      refusedHomeView(locale, presentError(services, error, locale, 'home')),
    );
    await client.views.publish({ user_id: slackUserId, view });
  });
}

async function viewFor(services: Services, slackUserId: string, locale: Locale, opened: boolean): Promise<HomeView> {
  const { database, timeZone } = services;
  const member = await services.people.staffOf(slackUserId);
  if (member === null) return refusedHomeView(locale, await refuseStranger(services, locale));
  const now = services.now();
  // Before anything is read: whatever changes from here on asks for another one.
  if (opened) await homeOpened(database, { slackUserId, staffCode: member.code, now });
  const state = await homeStateOf(database, slackUserId);
  const seen = new Set<number>();
  const reader = { services, member, locale, now, state, surface: 'home' as const, seen };
  const sections = await Promise.all(HOME_SECTIONS.map((section) => section(reader)));
  const looks = await viewsOfCustomers(database, [...seen]);
  const day = dayInTimeZone(now, timeZone);
  await recordHomeLooks(database, { slackUserId, staffCode: member.code, day, now }, looks);
  return homeView({ locale, name: member.name, updatedAt: clockTime(now, timeZone), sections });
}
