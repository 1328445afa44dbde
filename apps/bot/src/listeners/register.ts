import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import { OPEN_FEEDBACK, REVIEW, SHOW_CUSTOMER } from '../blocks/alert-message.ts';
import { COLLECT_ACTIONS, SHOW_CASE } from '../blocks/collection-message.ts';
import { SUBMIT_COLLECTION } from '../blocks/collection-modal.ts';
import { SUBMIT_FEEDBACK } from '../blocks/feedback-modal.ts';
import { OPEN_NOTICE, TURN_PAGE } from '../blocks/notice-message.ts';
import { SUBMIT_REVIEW } from '../blocks/review-modal.ts';
import { RETRY_UNDELIVERED } from '../blocks/status-message.ts';
import type { Services } from '../services.ts';
import { collect } from './actions/collect.ts';
import { openFeedbackAction } from './actions/open-feedback.ts';
import { openNotice, turnPage } from './actions/open-notice.ts';
import { openReviewAction } from './actions/open-review.ts';
import { retryUndeliveredAction } from './actions/retry-undelivered.ts';
import { showCollection } from './actions/show-collection.ts';
import { showCustomer } from './actions/show-customer.ts';
import { creditCommand } from './commands/credit.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { linkShared } from './events/link-shared.ts';
import { feedbackShortcut } from './shortcuts/feedback.ts';
import { submitCollection } from './views/submit-collection.ts';
import { submitFeedback } from './views/submit-feedback.ts';
import { submitReview } from './views/submit-review.ts';

/** Which listener serves what Slack sends. */
export function registerListeners(app: App, services: Services): void {
  app.command('/credit', creditCommand(services));
  app.action<BlockAction<ButtonAction>>(OPEN_FEEDBACK, openFeedbackAction(services));
  app.action<BlockAction<ButtonAction>>(SHOW_CUSTOMER, showCustomer(services));
  app.action<BlockAction<ButtonAction>>(OPEN_NOTICE, openNotice(services));
  for (const action of Object.values(TURN_PAGE)) app.action<BlockAction<ButtonAction>>(action, turnPage(services));
  app.action<BlockAction<ButtonAction>>(RETRY_UNDELIVERED, retryUndeliveredAction(services));
  for (const decision of REVIEW_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(REVIEW[decision], openReviewAction(services, decision));
  }
  app.shortcut({ callback_id: 'feedback', type: 'message_action' }, feedbackShortcut(services));
  app.view({ callback_id: SUBMIT_FEEDBACK, type: 'view_submission' }, submitFeedback(services));
  app.view({ callback_id: SUBMIT_REVIEW, type: 'view_submission' }, submitReview(services));
  for (const { step, actionId } of COLLECT_ACTIONS) {
    app.action<BlockAction<ButtonAction>>(actionId, collect(services, step));
  }
  app.action<BlockAction<ButtonAction>>(SHOW_CASE, showCollection(services));
  app.view({ callback_id: SUBMIT_COLLECTION, type: 'view_submission' }, submitCollection(services));
  app.event('app_home_opened', appHomeOpened(services));
  app.event('link_shared', linkShared(services));
}
