import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { publishHome } from '../../home/publish-home.ts';
import type { LimitSubmission } from '../../limits/answer-limit-form.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

/** A form about limits was submitted: problems beside their fields, stored and confirmed, or told why not. */
export function submitLimit(
  services: Services,
  answer: (services: Services, submission: LimitSubmission) => Promise<ViewResponseAction>,
) {
  return async ({
    ack,
    body,
    view,
    client,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const slackUserId = body.user.id;
    const locale = await services.people.localeOf(slackUserId);
    try {
      const { private_metadata: privateMetadata } = view;
      const response = await answer(services, { slackUserId, locale, privateMetadata, values: view.state.values });
      await ack(response);
      if (response.response_action === 'update') await publishHome(services, client, slackUserId);
    } catch (error) {
      const text = presentError(services, error, locale, 'submit-limit');
      const title = limitRequestWording[locale].notPossibleTitle;
      await ack({ response_action: 'push', view: noticeView(locale, title, text) });
    }
  };
}
