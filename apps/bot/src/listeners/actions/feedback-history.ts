import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { loadingView, noticeView } from '../../blocks/feedback-modal.ts';
import { historyFor } from '../../feedback/feedback-history.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Record of answers* on an alert; the button's value is `alert:version`. A loading view comes first. */
export function showFeedbackHistory(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const [alertId = ''] = (action.value ?? '').split(':');
    const slackUserId = body.user.id;
    try {
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView() });
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const locale = await services.people.localeOf(slackUserId);
      const view = await historyFor(services, slackUserId, alertId, locale).catch((error: unknown) => {
        const text = presentError(services, error, locale, 'feedback-history');
        return noticeView(locale, answersWording[locale].historyTitle, text);
      });
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'feedback-history');
    }
  };
}
