import type { WebClient } from '@slack/web-api';
import type { RequestAudience } from '@xinshao/db/approvals/request-audience.ts';

const REQUEST_EVENT = 'xinshao_limit_request';
const PAGE_SIZE = 200;
const MAXIMUM_PAGES = 10;
/** Clocks of ours and of Slack may differ. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** What the message of a request carries unseen, so that it can be found again. */
export function requestMetadata(requestId: string, audience: RequestAudience) {
  return { event_type: REQUEST_EVENT, event_payload: { request_id: requestId, audience } };
}

/**
 * Looks in a direct-message channel for the message that an earlier try may have posted, by its metadata.
 * @param since nothing older is looked at: the moment the request was made
 * @returns the message's ts, or null when there is none (2,000 messages are looked at)
 */
export async function findPostedRequest(
  client: WebClient,
  channel: string,
  requestId: string,
  audience: RequestAudience,
  since: Date,
): Promise<string | null> {
  const oldest = String(Math.floor(since.getTime() / 1000) - CLOCK_TOLERANCE_SECONDS);
  let cursor = '';
  for (let page = 0; page < MAXIMUM_PAGES; page++) {
    const answer = await client.conversations.history({
      channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { ts, metadata } of answer.messages ?? []) {
      if (metadata?.event_type !== REQUEST_EVENT || ts === undefined || metadata.event_payload === undefined) continue;
      const found: Record<string, unknown> = { ...metadata.event_payload };
      if (String(found.request_id) === requestId && found.audience === audience) return ts;
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}
