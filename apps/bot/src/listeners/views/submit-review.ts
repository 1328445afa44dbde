import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { answerReview } from '../../review/answer-review.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

/** A review form was submitted: problems beside their fields, stored and confirmed, or told who was faster. */
export function submitReview(services: Services) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const slackUserId = body.user.id;
    const locale = await services.people.localeOf(slackUserId);
    try {
      const { private_metadata: privateMetadata } = view;
      await ack(await answerReview(services, { slackUserId, locale, privateMetadata, values: view.state.values }));
    } catch (error) {
      const text = presentError(services, error, locale, 'submit-review');
      await ack({ response_action: 'push', view: noticeView(locale, reviewWording[locale].notAllowedTitle, text) });
    }
  };
}
