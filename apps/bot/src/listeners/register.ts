import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import { OPEN_FEEDBACK, REVIEW, SHOW_CUSTOMER } from '../blocks/alert-message.ts';
import { SUBMIT_FEEDBACK } from '../blocks/feedback-modal.ts';
import { REQUEST_LIMIT } from '../blocks/limit-choice.ts';
import { SUBMIT_LIMIT_DECISION, SUBMIT_LIMIT_REQUEST } from '../blocks/limit-form.ts';
import { DECIDE_LIMIT, EDIT_LIMIT, WITHDRAW_LIMIT } from '../blocks/limit-request.ts';
import { SUBMIT_REVIEW } from '../blocks/review-modal.ts';
import { answerLimitForm } from '../limits/answer-limit-form.ts';
import { answerDecision, LIMIT_DECISIONS } from '../limits/decision.ts';
import type { Services } from '../services.ts';
import { openLimitDecision, openLimitEdit, openLimitForm, withdrawLimitRequest } from './actions/limit-requests.ts';
import { openFeedbackAction } from './actions/open-feedback.ts';
import { openReviewAction } from './actions/open-review.ts';
import { showCustomer } from './actions/show-customer.ts';
import { creditCommand } from './commands/credit.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { feedbackShortcut } from './shortcuts/feedback.ts';
import { submitFeedback } from './views/submit-feedback.ts';
import { submitLimit } from './views/submit-limit.ts';
import { submitReview } from './views/submit-review.ts';

/** Which listener serves what Slack sends. */
export function registerListeners(app: App, services: Services): void {
  app.command('/credit', creditCommand(services));
  app.action<BlockAction<ButtonAction>>(OPEN_FEEDBACK, openFeedbackAction(services));
  app.action<BlockAction<ButtonAction>>(SHOW_CUSTOMER, showCustomer(services));
  for (const decision of REVIEW_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(REVIEW[decision], openReviewAction(services, decision));
  }
  for (const decision of LIMIT_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(DECIDE_LIMIT[decision], openLimitDecision(services, decision));
  }
  app.action<BlockAction<ButtonAction>>(REQUEST_LIMIT, openLimitForm(services));
  app.action<BlockAction<ButtonAction>>(EDIT_LIMIT, openLimitEdit(services));
  app.action<BlockAction<ButtonAction>>(WITHDRAW_LIMIT, withdrawLimitRequest(services));
  app.shortcut({ callback_id: 'feedback', type: 'message_action' }, feedbackShortcut(services));
  app.view({ callback_id: SUBMIT_FEEDBACK, type: 'view_submission' }, submitFeedback(services));
  app.view({ callback_id: SUBMIT_REVIEW, type: 'view_submission' }, submitReview(services));
  app.view({ callback_id: SUBMIT_LIMIT_REQUEST, type: 'view_submission' }, submitLimit(services, answerLimitForm));
  app.view({ callback_id: SUBMIT_LIMIT_DECISION, type: 'view_submission' }, submitLimit(services, answerDecision));
  app.event('app_home_opened', appHomeOpened(services));
}
