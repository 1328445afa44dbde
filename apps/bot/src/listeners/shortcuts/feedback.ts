import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { alertOfMessage } from '../../feedback/alert-of-message.ts';
import { openFeedback } from '../../feedback/open-feedback.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

/** The message shortcut *Submit feedback*, which changes an answer too, also for threads, where commands do not work. */
export function feedbackShortcut(services: Services) {
  return async ({
    ack,
    shortcut,
    respond,
    client,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    try {
      const ts = threadOf(shortcut.message) ?? shortcut.message.ts;
      await openFeedback(services, client, {
        triggerId: shortcut.trigger_id,
        slackUserId: shortcut.user.id,
        alertId: () => alertOfMessage(services.database, shortcut.channel.id, ts),
        wish: 'either',
      });
    } catch (error) {
      const locale = await services.people.localeOf(shortcut.user.id);
      const text = presentError(services, error, locale, 'feedback-shortcut');
      await respond({ response_type: 'ephemeral', ...noticeMessage(text) });
    }
  };
}

/** A reply belongs to the alert that its thread hangs on. */
function threadOf(message: { readonly [key: string]: unknown }): string | null {
  return typeof message.thread_ts === 'string' ? message.thread_ts : null;
}
