import type { WebClient } from '@slack/web-api';
import { slackFailure } from '../slack/failure.ts';

const REPORT_EVENT = 'xinshao_monthly_report';
const PAGE_SIZE = 200;
const MAXIMUM_PAGES = 5;

/** What a report's message carries unseen, so that it can be found again. */
export function reportMetadata(messageId: string) {
  return { event_type: REPORT_EVENT, event_payload: { message_id: messageId } };
}

/**
 * Looks for a report's message that an earlier try may have posted, by its metadata. A public channel that the bot posts
 * to without being a member is joined first: it is not readable otherwise.
 * @returns the message's ts, or null when there is none (the latest 1,000 messages are looked at)
 */
export async function findPostedReport(client: WebClient, channel: string, messageId: string): Promise<string | null> {
  try {
    return await search(client, channel, messageId);
  } catch (error) {
    if (slackFailure(error)?.code !== 'not_in_channel') throw error;
    await client.conversations.join({ channel });
    return search(client, channel, messageId);
  }
}

async function search(client: WebClient, channel: string, messageId: string): Promise<string | null> {
  let cursor = '';
  for (let page = 0; page < MAXIMUM_PAGES; page++) {
    const answer = await client.conversations.history({
      channel,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { ts, metadata } of answer.messages ?? []) {
      if (metadata?.event_type !== REPORT_EVENT || ts === undefined || metadata.event_payload === undefined) continue;
      const payload: Record<string, unknown> = { ...metadata.event_payload };
      if (String(payload.message_id) === messageId) return ts;
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}
