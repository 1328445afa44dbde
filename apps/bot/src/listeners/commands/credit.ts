import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { answerLookup } from '../../lookup/answer-lookup.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

/** `/credit <name|code|uscc>`: acknowledged at once, answered to the person alone. */
export function creditCommand(services: Services) {
  return async ({ ack, command, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const stop = services.metrics.lookup.startTimer();
    await ack();
    const locale = await services.people.localeOf(command.user_id);
    try {
      const { outcome, message } = await answerLookup(services, command.user_id, locale, command.text);
      await respond({ response_type: 'ephemeral', ...message });
      stop({ outcome });
    } catch (error) {
      stop({ outcome: 'error' });
      const text = presentError(services, error, locale, 'credit');
      await respond({ response_type: 'ephemeral', ...noticeMessage(text) });
    }
  };
}
