import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { answerCommand } from '../../commands/answer-command.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { respondWith } from '../../slack/respond.ts';

/** `/credit …`: acknowledged at once, answered to the person alone. */
export function creditCommand(services: Services) {
  return async ({ ack, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const stop = services.metrics.lookup.startTimer();
    await ack();
    const locale = await services.people.localeOf(command.user_id);
    const { user_id: slackUserId, trigger_id: triggerId, text } = command;
    try {
      const { outcome, message } = await answerCommand(services, client, { slackUserId, triggerId, text, locale });
      if (message !== null) await respondWith(respond, message, { replaceOriginal: false });
      stop({ outcome });
    } catch (error) {
      stop({ outcome: 'error' });
      const text = presentError(services, error, locale, 'credit');
      await respond({ response_type: 'ephemeral', ...noticeMessage(text) });
    }
  };
}
