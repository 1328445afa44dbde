import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import { OPEN_FEEDBACK, REVIEW, SHOW_CUSTOMER } from '../blocks/alert-message.ts';
import { SUBMIT_FEEDBACK } from '../blocks/feedback-modal.ts';
import { SUBMIT_REVIEW } from '../blocks/review-modal.ts';
import type { Services } from '../services.ts';
import { openFeedbackAction } from './actions/open-feedback.ts';
import { openReviewAction } from './actions/open-review.ts';
import { showCustomer } from './actions/show-customer.ts';
import { creditCommand } from './commands/credit.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { linkShared } from './events/link-shared.ts';
import { feedbackShortcut } from './shortcuts/feedback.ts';
import { submitFeedback } from './views/submit-feedback.ts';
import { submitReview } from './views/submit-review.ts';

/** Which listener serves what Slack sends. */
export function registerListeners(app: App, services: Services): void {
  app.command('/credit', creditCommand(services));
  app.action<BlockAction<ButtonAction>>(OPEN_FEEDBACK, openFeedbackAction(services));
  app.action<BlockAction<ButtonAction>>(SHOW_CUSTOMER, showCustomer(services));
  for (const decision of REVIEW_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(REVIEW[decision], openReviewAction(services, decision));
  }
  app.shortcut({ callback_id: 'feedback', type: 'message_action' }, feedbackShortcut(services));
  app.view({ callback_id: SUBMIT_FEEDBACK, type: 'view_submission' }, submitFeedback(services));
  app.view({ callback_id: SUBMIT_REVIEW, type: 'view_submission' }, submitReview(services));
  app.event('app_home_opened', appHomeOpened(services));
  app.event('link_shared', linkShared(services));
}
