import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { answerCase } from '../../collection/answer-case.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

/** A form of a collection case was submitted: problems beside their fields, stored, or told what happened before. */
export function submitCollection(services: Services) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const slackUserId = body.user.id;
    const locale = await services.people.localeOf(slackUserId);
    try {
      const { private_metadata: privateMetadata, id: viewId } = view;
      const { values } = view.state;
      await ack(await answerCase(services, { slackUserId, locale, viewId, privateMetadata, values }));
    } catch (error) {
      const text = presentError(services, error, locale, 'submit-collection');
      await ack({
        response_action: 'push',
        view: noticeView(locale, collectionWording[locale].notPossible, text),
      });
    }
  };
}
