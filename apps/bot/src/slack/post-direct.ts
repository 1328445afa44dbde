import type { WebClient } from '@slack/web-api';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { slackFailure } from './failure.ts';

/**
 * Sends somebody a direct message; one with charts that a workspace refuses is sent once more without them.
 * @throws Slack's error when it could not be sent
 */
export async function postDirect(
  client: WebClient,
  slackUserId: string,
  { text, blocks, withoutCharts }: SlackMessage,
): Promise<void> {
  const { channel } = await client.conversations.open({ users: slackUserId });
  const place = { channel: channel?.id ?? slackUserId, text, unfurl_links: false, unfurl_media: false };
  try {
    await client.chat.postMessage({ ...place, blocks });
  } catch (error) {
    if (withoutCharts === undefined || slackFailure(error)?.code !== 'invalid_blocks') throw error;
    await client.chat.postMessage({ ...place, blocks: withoutCharts });
  }
}
