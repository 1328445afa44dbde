import type { WebClient } from '@slack/web-api';
import type { Logger } from '../log/log.ts';

const LINKS_KEPT = 5_000;

/** Addresses of messages, as people open them. */
export interface Permalinks {
  /** @returns null when Slack does not tell */
  of(channel: string, ts: string): Promise<string | null>;
}

/** A message's address never changes: it is asked for once. */
export function permalinks(client: WebClient, log: Logger): Permalinks {
  const known = new Map<string, string>();
  return {
    async of(channel, ts) {
      const key = `${channel} ${ts}`;
      const link = known.get(key);
      if (link !== undefined) return link;
      try {
        const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
        if (permalink === undefined) return null;
        if (known.size >= LINKS_KEPT) known.clear();
        known.set(key, permalink);
        return permalink;
      } catch (error) {
        log.warn({ err: error }, 'Slack did not tell the address of a message');
        return null;
      }
    },
  };
}
