import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import {
  EDIT_FEEDBACK,
  FEEDBACK_HISTORY,
  OPEN_FEEDBACK,
  REVIEW,
  SEND_FILES,
  SHOW_CUSTOMER,
} from '../blocks/alert-message.ts';
import { SUBMIT_FEEDBACK } from '../blocks/feedback-modal.ts';
import { SUBMIT_REVIEW } from '../blocks/review-modal.ts';
import type { Services } from '../services.ts';
import { showFeedbackHistory } from './actions/feedback-history.ts';
import { openFeedbackAction } from './actions/open-feedback.ts';
import { openReviewAction } from './actions/open-review.ts';
import { sendFilesAction } from './actions/send-files.ts';
import { showCustomer } from './actions/show-customer.ts';
import { creditCommand } from './commands/credit.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { feedbackShortcut } from './shortcuts/feedback.ts';
import { submitFeedback } from './views/submit-feedback.ts';
import { submitReview } from './views/submit-review.ts';

/** Which listener serves what Slack sends. */
export function registerListeners(app: App, services: Services): void {
  app.command('/credit', creditCommand(services));
  app.action<BlockAction<ButtonAction>>(OPEN_FEEDBACK, openFeedbackAction(services));
  app.action<BlockAction<ButtonAction>>(EDIT_FEEDBACK, openFeedbackAction(services, true));
  app.action<BlockAction<ButtonAction>>(FEEDBACK_HISTORY, showFeedbackHistory(services));
  app.action<BlockAction<ButtonAction>>(SEND_FILES, sendFilesAction(services));
  app.action<BlockAction<ButtonAction>>(SHOW_CUSTOMER, showCustomer(services));
  for (const decision of REVIEW_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(REVIEW[decision], openReviewAction(services, decision));
  }
  app.shortcut({ callback_id: 'feedback', type: 'message_action' }, feedbackShortcut(services));
  app.view({ callback_id: SUBMIT_FEEDBACK, type: 'view_submission' }, submitFeedback(services));
  app.view({ callback_id: SUBMIT_REVIEW, type: 'view_submission' }, submitReview(services));
  app.event('app_home_opened', appHomeOpened(services));
}
