import type { WebClient } from '@slack/web-api';
import { slackFailure } from '../slack/failure.ts';

const PAGE_SIZE = 200;
const MAXIMUM_PAGES = 10;
/** Clocks of ours and of Slack may differ. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** Where a message can stand: in a channel, or in the thread below a message of it. */
export interface SearchedPlace {
  readonly channel: string;
  /** null: the channel itself. */
  readonly threadTs: string | null;
  /** Nothing older is looked at. */
  readonly since: Date;
}

/** What a message carries unseen, so that it can be found again. */
export interface MessageMark {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string>>;
}

/**
 * Looks for a message that an earlier try may have posted, by the mark it would carry. A public channel that the bot
 * posts to without being a member is joined first: its history is not readable otherwise.
 * @returns the message's ts, or null when there is none (2,000 messages are looked at)
 */
export function findMessage(client: WebClient, place: SearchedPlace, mark: MessageMark): Promise<string | null> {
  return findWhere(client, place, ({ metadata }) => {
    if (metadata?.event_type !== mark.event_type) return false;
    const found: Record<string, unknown> = { ...metadata.event_payload };
    return Object.entries(mark.event_payload).every(([key, value]) => String(found[key]) === value);
  });
}

/** Whether files of these names were sent to the place together. */
export async function areFilesThere(
  client: WebClient,
  place: SearchedPlace,
  fileNames: readonly string[],
): Promise<boolean> {
  const ts = await findWhere(client, place, ({ files = [] }) =>
    fileNames.every((fileName) => files.some(({ name }) => name === fileName)),
  );
  return ts !== null;
}

type PostedMessage = NonNullable<Awaited<ReturnType<WebClient['conversations']['history']>>['messages']>[number];
type Wanted = (message: Pick<PostedMessage, 'metadata' | 'files'>) => boolean;

async function findWhere(client: WebClient, place: SearchedPlace, wanted: Wanted): Promise<string | null> {
  try {
    return await search(client, place, wanted);
  } catch (error) {
    const failure = slackFailure(error);
    // Whoever deleted the message above the thread took the thread with it.
    if (failure?.code === 'thread_not_found') return null;
    if (failure?.code !== 'not_in_channel') throw error;
    await client.conversations.join({ channel: place.channel });
    return search(client, place, wanted);
  }
}

async function search(client: WebClient, place: SearchedPlace, wanted: Wanted): Promise<string | null> {
  const oldest = String(Math.floor(place.since.getTime() / 1000) - CLOCK_TOLERANCE_SECONDS);
  let cursor = '';
  for (let page = 0; page < MAXIMUM_PAGES; page++) {
    const asked = {
      channel: place.channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true as const,
      ...(cursor === '' ? {} : { cursor }),
    };
    const answer =
      place.threadTs === null
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: place.threadTs });
    const messages: readonly PostedMessage[] = answer.messages ?? [];
    const found = messages.find((message) => wanted(message))?.ts;
    if (found !== undefined) return found;
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}
