import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { publishHome } from '../../home/publish-home.ts';
import type { Services } from '../../services.ts';

/** The Home tab is made anew whenever it is opened. */
export function appHomeOpened(services: Services) {
  return async ({ event, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    await publishHome(services, client, event.user);
  };
}
