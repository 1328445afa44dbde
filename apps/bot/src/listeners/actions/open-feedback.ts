import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { openFeedback } from '../../feedback/open-feedback.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Submit feedback* on an alert; the button's value is `alert:version`. */
export function openFeedbackAction(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const [alertId = ''] = (action.value ?? '').split(':');
    try {
      await openFeedback(services, client, {
        ...{ triggerId: body.trigger_id, slackUserId: body.user.id, alertId },
        inModal: body.view?.type === 'modal',
      });
    } catch (error) {
      const locale = await services.people.localeOf(body.user.id);
      const text = presentError(services, error, locale, 'open-feedback');
      // The Home tab has no response_url: there the modal that did not open has to speak for itself.
      if (body.view !== undefined) return;
      await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
    }
  };
}
