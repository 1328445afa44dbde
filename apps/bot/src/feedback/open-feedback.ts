import type { WebClient } from '@slack/web-api';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { loadingView, noticeView } from '../blocks/feedback-modal.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';
import { type FeedbackWish, feedbackForm } from './feedback-form.ts';

/**
 * Opens the feedback modal: a loading view at once, because the trigger lives three seconds, then the form or a notice.
 * @throws Slack's error when not even the loading view could be opened
 */
export async function openFeedback(
  services: Services,
  client: WebClient,
  request: {
    readonly triggerId: string;
    readonly slackUserId: string;
    /** The alert's number, or how to find it: looked for once the modal stands, null when there is none. */
    readonly alertId: string | (() => Promise<string | null>);
    /** The button stands in a modal, which stays below. */
    readonly inModal?: boolean;
    readonly wish: FeedbackWish;
  },
): Promise<void> {
  const loading = { trigger_id: request.triggerId, view: loadingView() };
  const opened = await (request.inModal === true ? client.views.push(loading) : client.views.open(loading));
  const viewId = opened.view?.id;
  if (viewId === undefined) return;
  const locale = await services.people.localeOf(request.slackUserId);
  const words = feedbackWording[locale];
  const form = async () => {
    const { alertId, slackUserId, wish } = request;
    const found = typeof alertId === 'string' ? alertId : await alertId();
    if (found === null) return noticeView(locale, words.notAllowedTitle, words.missing);
    return feedbackForm(services, slackUserId, found, locale, wish);
  };
  const view = await form().catch((error: unknown) =>
    noticeView(locale, words.notAllowedTitle, presentError(services, error, locale, 'open-feedback')),
  );
  await client.views.update({ view_id: viewId, view });
}
