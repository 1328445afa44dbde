import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs, StaticSelectAction } from '@slack/bolt';
import { REVIEW_ACTIONS } from '@xinshao/core/alerts/review.ts';
import { reviewMetadataSchema } from '../../review/metadata.ts';
import { reviewForm } from '../../review/review-form.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>> & AllMiddlewareArgs;

/** An action was chosen in the open review form: the form asks for what that action needs. What was typed stays. */
export function chooseReviewAction(services: Services) {
  return async ({ ack, action: chosen, body, client }: Arguments): Promise<void> => {
    await ack();
    const { view } = body;
    const action = REVIEW_ACTIONS.find((one) => one === chosen.selected_option?.value);
    if (view === undefined || action === undefined) return;
    const slackUserId = body.user.id;
    const locale = await services.people.localeOf(slackUserId);
    try {
      const request = { ...reviewMetadataSchema.parse(JSON.parse(view.private_metadata)), slackUserId, action };
      // With the hash, so that the later of two choices is not overwritten by the earlier one.
      await client.views.update({
        view_id: view.id,
        hash: view.hash,
        view: await reviewForm(services, request, locale),
      });
    } catch (error) {
      // The form stays as it is, and asks when it is submitted.
      presentError(services, error, locale, 'choose-review-action');
    }
  };
}
