import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { FeedbackWish } from '../../feedback/feedback-form.ts';
import { openFeedback } from '../../feedback/open-feedback.ts';
import type { Services } from '../../services.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Submit feedback* on an alert, or *change the answer*; the button's value is `alert:version`. */
export function openFeedbackAction(services: Services, wish: FeedbackWish) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const [alertId = ''] = (action.value ?? '').split(':');
    try {
      await openFeedback(services, client, {
        ...{ triggerId: body.trigger_id, slackUserId: body.user.id, alertId },
        inModal: body.view?.type === 'modal',
        wish,
      });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'open-feedback');
    }
  };
}
