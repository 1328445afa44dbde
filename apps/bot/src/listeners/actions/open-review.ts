import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ReviewDecision } from '@xinshao/core/alerts/review.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { loadingView, noticeView } from '../../blocks/feedback-modal.ts';
import { reviewForm } from '../../review/review-form.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Accept*, *return* or *close* on an answer; the button's value is `alert:steps`. A loading view comes first. */
export function openReviewAction(services: Services, decision: ReviewDecision) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const [alertId = '', steps = ''] = (action.value ?? '').split(':');
    const slackUserId = body.user.id;
    try {
      const loading = { trigger_id: body.trigger_id, view: loadingView() };
      // A list or a card in a modal stays below.
      const inModal = body.view?.type === 'modal';
      const opened = await (inModal ? client.views.push(loading) : client.views.open(loading));
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const locale = await services.people.localeOf(slackUserId);
      const request = { slackUserId, alertId, steps: Number(steps), decision };
      const view = await reviewForm(services, request, locale).catch((error: unknown) =>
        noticeView(locale, reviewWording[locale].notAllowedTitle, presentError(services, error, locale, 'open-review')),
      );
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'open-review');
    }
  };
}
