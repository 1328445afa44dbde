import type { WebClient } from '@slack/web-api';
import type { Audience } from '@xinshao/db/alerts/audience.ts';
import { slackFailure } from '../slack/failure.ts';

export const ALERT_EVENT = 'xinshao_alert';

const PAGE_SIZE = 200;
const MAXIMUM_PAGES = 10;
/** Clocks of ours and of Slack may differ. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** What every alert message carries unseen, so that it can be found again. */
export function alertMetadata(alertId: string, audience: Audience) {
  return { event_type: ALERT_EVENT, event_payload: { alert_id: alertId, audience } };
}

/**
 * Looks for a message that an earlier try may have posted, by its metadata. A public channel that the bot posts to
 * without being a member is joined first: its history is not readable otherwise.
 * @param since nothing older is looked at: the moment the alert was opened
 * @returns the message's ts, or null when the channel has none (2,000 messages are looked at)
 */
export async function findPostedAlert(
  client: WebClient,
  channel: string,
  alertId: string,
  audience: Audience,
  since: Date,
): Promise<string | null> {
  const oldest = String(Math.floor(since.getTime() / 1000) - CLOCK_TOLERANCE_SECONDS);
  try {
    return await searchHistory(client, channel, oldest, alertId, audience);
  } catch (error) {
    if (slackFailure(error)?.code !== 'not_in_channel') throw error;
    await client.conversations.join({ channel });
    return searchHistory(client, channel, oldest, alertId, audience);
  }
}

async function searchHistory(
  client: WebClient,
  channel: string,
  oldest: string,
  alertId: string,
  audience: Audience,
): Promise<string | null> {
  let cursor = '';
  for (let page = 0; page < MAXIMUM_PAGES; page++) {
    const answer = await client.conversations.history({
      channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const message of answer.messages ?? []) {
      const payload = message.metadata?.event_payload;
      if (message.metadata?.event_type !== ALERT_EVENT || message.ts === undefined || payload === undefined) continue;
      const found: Record<string, unknown> = { ...payload };
      if (String(found.alert_id) === alertId && found.audience === audience) return message.ts;
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}
