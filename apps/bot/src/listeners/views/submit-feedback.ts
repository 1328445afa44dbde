import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { answerSubmission } from '../../feedback/answer-submission.ts';
import type { Services } from '../../services.ts';
import { describeFileWith } from '../../slack/describe-file.ts';
import { presentError } from '../../slack/present-error.ts';

/** The feedback modal was submitted: problems beside their fields, or stored and confirmed. */
export function submitFeedback(services: Services) {
  return async ({
    ack,
    body,
    client,
    view,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const locale = await services.people.localeOf(body.user.id);
    try {
      const answer = await answerSubmission(services, {
        slackUserId: body.user.id,
        locale,
        privateMetadata: view.private_metadata,
        values: view.state.values,
        describeFile: describeFileWith(client, services.log),
      });
      await ack(answer.response);
    } catch (error) {
      const text = presentError(services, error, locale, 'submit-feedback');
      await ack({
        response_action: 'push',
        view: noticeView(locale, feedbackWording[locale].notAllowedTitle, text),
      });
    }
  };
}
