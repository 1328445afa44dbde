import type { WebClient } from '@slack/web-api';

const CHANNEL_ID = /^[CGD][A-Z0-9]{2,}$/;
const PAGE_SIZE = 1000;
const MAXIMUM_PAGES = 20;
const FRESH_FOR = 10 * 60_000;

/** Finds channels by the name an imported file or the configuration gives them. */
export interface ChannelDirectory {
  /** @returns the channel's id; null when the workspace has no such channel that we can see */
  idOf(nameOrId: string): Promise<string | null>;
  /** @returns the channel of direct messages with a Slack user; null when Slack names none */
  directWith(slackUserId: string): Promise<string | null>;
}

/** @param now milliseconds; the list of channels is read again after ten minutes or when a name is not in it */
export function channelDirectory(client: WebClient, now: () => number): ChannelDirectory {
  let names = new Map<string, string>();
  let readAt = Number.NEGATIVE_INFINITY;
  // The channel with a person never changes, and the method that names it has a low limit of its own.
  const direct = new Map<string, string>();

  const refresh = async () => {
    const found = new Map<string, string>();
    let cursor = '';
    for (let page = 0; page < MAXIMUM_PAGES; page++) {
      const answer = await client.conversations.list({
        limit: PAGE_SIZE,
        types: 'public_channel,private_channel',
        ...(cursor === '' ? {} : { cursor }),
      });
      for (const channel of answer.channels ?? []) {
        if (channel.id !== undefined && channel.name !== undefined) found.set(channel.name, channel.id);
      }
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    names = found;
    readAt = now();
  };

  return {
    async idOf(nameOrId) {
      const name = nameOrId.replace(/^#/, '');
      if (CHANNEL_ID.test(name)) return name;
      const known = names.get(name);
      if (known !== undefined && now() - readAt < FRESH_FOR) return known;
      // A name that was not there a moment ago is not asked for again at once: the method allows 20 calls a minute.
      if (known === undefined && now() - readAt < 15_000) return null;
      await refresh();
      return names.get(name) ?? null;
    },
    async directWith(slackUserId) {
      const known = direct.get(slackUserId);
      if (known !== undefined) return known;
      const { channel } = await client.conversations.open({ users: slackUserId });
      if (channel?.id !== undefined) direct.set(slackUserId, channel.id);
      return channel?.id ?? null;
    },
  };
}
