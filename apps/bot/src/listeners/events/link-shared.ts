import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Services } from '../../services.ts';
import { unfurlLinks } from '../../unfurl/unfurl-links.ts';

/**
 * A link to a registry page or to one of our customers was posted: grade and name below it. Not for links of strangers,
 * nor in channels shared with other companies, nor while the message is still being written.
 */
export function linkShared(services: Services) {
  return async ({
    event,
    body,
    client,
  }: SlackEventMiddlewareArgs<'link_shared'> & AllMiddlewareArgs): Promise<void> => {
    if (event.source === 'composer') return;
    if ('is_ext_shared_channel' in body && body.is_ext_shared_channel === true) return;
    try {
      const poster = await services.people.staffOf(event.user);
      if (poster === null) return;
      const addresses = event.links.map(({ url }) => url);
      // Slack writes & in addresses as an entity, and wants its own spelling back.
      const spelled = new Map(addresses.map((url) => [url.replaceAll('&amp;', '&'), url]));
      const found = await unfurlLinks(services, poster, [...spelled.keys()]);
      const unfurls = Object.fromEntries(Object.entries(found).map(([url, one]) => [spelled.get(url) ?? url, one]));
      if (Object.keys(unfurls).length === 0) return;
      await client.chat.unfurl({ channel: event.channel, ts: event.message_ts, unfurls });
    } catch (error) {
      services.log.warn({ err: error }, 'a posted link was not shown');
    }
  };
}
