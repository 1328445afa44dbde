import type { RespondFn } from '@slack/bolt';
import type { SlackMessage } from '../blocks/alert-message.ts';

/**
 * Answers through a response_url; a message with charts that is refused is sent once more without them.
 * @throws Bolt's error when the answer could not be shown at all
 */
export async function respondWith(
  respond: RespondFn,
  { withoutCharts, ...message }: SlackMessage,
  how: { readonly replaceOriginal: boolean },
): Promise<void> {
  const given = { response_type: 'ephemeral' as const, replace_original: how.replaceOriginal };
  try {
    await respond({ ...given, ...message });
  } catch (error) {
    if (withoutCharts === undefined) throw error;
    await respond({ ...given, text: message.text, blocks: withoutCharts });
  }
}
