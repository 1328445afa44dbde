import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import {
  EDIT_FEEDBACK,
  FEEDBACK_HISTORY,
  OPEN_FEEDBACK,
  REVIEW,
  SEND_FILES,
  SHOW_CUSTOMER,
} from '../blocks/alert-message.ts';
import { COLLECT_ACTIONS, SHOW_CASE } from '../blocks/collection-message.ts';
import { SUBMIT_COLLECTION } from '../blocks/collection-modal.ts';
import { END_CONNECTION } from '../blocks/connection-message.ts';
import { END_GRANT, SUBMIT_END_GRANT } from '../blocks/end-grant.ts';
import { END_MEASURE, SUBMIT_END_MEASURE } from '../blocks/end-measure.ts';
import { FIELD_ACTION, SUBMIT_FEEDBACK } from '../blocks/feedback-modal.ts';
import { REQUEST_LIMIT } from '../blocks/limit-choice.ts';
import { SUBMIT_LIMIT_DECISION, SUBMIT_LIMIT_REQUEST } from '../blocks/limit-form.ts';
import { DECIDE_LIMIT, EDIT_LIMIT, WITHDRAW_LIMIT } from '../blocks/limit-request.ts';
import { ALERTS_LIST, HOME_LIST, REFRESH_HOME } from '../blocks/list-controls.ts';
import { OPEN_NOTICE, TURN_PAGE } from '../blocks/notice-message.ts';
import { PORTFOLIO_CHARTS, PORTFOLIO_VIEW } from '../blocks/portfolio.ts';
import { HANDLE_PRECHECK, SUBMIT_PRECHECK } from '../blocks/precheck-message.ts';
import { REVIEW_ACTION_FIELD, SUBMIT_REVIEW } from '../blocks/review-modal.ts';
import { RETRY_UNDELIVERED } from '../blocks/status-message.ts';
import { answerLimitForm } from '../limits/answer-limit-form.ts';
import { answerDecision, LIMIT_DECISIONS } from '../limits/decision.ts';
import { answerEndGrant } from '../limits/end-grant.ts';
import { answerEndMeasure } from '../limits/end-measure.ts';
import { SHOW_TEAM } from '../lists/team-message.ts';
import { answerPrecheck } from '../prechecks/handle-precheck.ts';
import type { Services } from '../services.ts';
import { changeHomeListAction } from './actions/change-home-list.ts';
import { chooseReviewAction } from './actions/choose-review-action.ts';
import { collect } from './actions/collect.ts';
import { endConnectionAction } from './actions/end-connection.ts';
import { showFeedbackHistory } from './actions/feedback-history.ts';
import {
  openEndGrant,
  openEndMeasure,
  openLimitDecision,
  openLimitEdit,
  openLimitForm,
  withdrawLimitRequest,
} from './actions/limit-requests.ts';
import { openFeedbackAction } from './actions/open-feedback.ts';
import { openNotice, turnPage } from './actions/open-notice.ts';
import { openReviewAction } from './actions/open-review.ts';
import { settlePrecheckAction, takePrecheckAction } from './actions/prechecks.ts';
import { refreshHomeAction } from './actions/refresh-home.ts';
import { retryUndeliveredAction } from './actions/retry-undelivered.ts';
import { sendFilesAction } from './actions/send-files.ts';
import { sendPortfolioAction } from './actions/send-portfolio.ts';
import { showCollection } from './actions/show-collection.ts';
import { showCustomer } from './actions/show-customer.ts';
import { showPortfolioAction } from './actions/show-portfolio.ts';
import { showTeamAction } from './actions/show-team.ts';
import { turnAlertsAction } from './actions/turn-alerts.ts';
import { creditCommand } from './commands/credit.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { linkShared } from './events/link-shared.ts';
import { feedbackShortcut } from './shortcuts/feedback.ts';
import { submitCollection } from './views/submit-collection.ts';
import { submitFeedback } from './views/submit-feedback.ts';
import { submitLimit } from './views/submit-limit.ts';
import { submitReview } from './views/submit-review.ts';

/** Which listener serves what Slack sends. */
export function registerListeners(app: App, services: Services): void {
  app.command('/credit', creditCommand(services));
  app.action<BlockAction<ButtonAction>>(OPEN_FEEDBACK, openFeedbackAction(services, 'answer'));
  app.action<BlockAction<ButtonAction>>(EDIT_FEEDBACK, openFeedbackAction(services, 'change'));
  app.action<BlockAction<ButtonAction>>(FEEDBACK_HISTORY, showFeedbackHistory(services));
  app.action<BlockAction<ButtonAction>>(SEND_FILES, sendFilesAction(services));
  app.action<BlockAction<ButtonAction>>(SHOW_CUSTOMER, showCustomer(services));
  app.action<BlockAction<ButtonAction>>(OPEN_NOTICE, openNotice(services));
  for (const action of Object.values(TURN_PAGE)) app.action<BlockAction<ButtonAction>>(action, turnPage(services));
  app.action<BlockAction<ButtonAction>>(RETRY_UNDELIVERED, retryUndeliveredAction(services));
  for (const decision of REVIEW_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(REVIEW[decision], openReviewAction(services, decision));
  }
  app.action<BlockAction<StaticSelectAction>>(
    { block_id: REVIEW_ACTION_FIELD, action_id: FIELD_ACTION },
    chooseReviewAction(services),
  );
  app.action<BlockAction<ButtonAction>>(beginsWith(HOME_LIST), changeHomeListAction(services));
  app.action<BlockAction<ButtonAction>>(REFRESH_HOME, refreshHomeAction(services));
  app.action<BlockAction<ButtonAction>>(beginsWith(ALERTS_LIST), turnAlertsAction(services));
  app.action<BlockAction<ButtonAction>>(beginsWith(SHOW_TEAM), showTeamAction(services));
  app.action<BlockAction<ButtonAction>>(beginsWith(PORTFOLIO_VIEW), showPortfolioAction(services));
  app.action<BlockAction<ButtonAction>>(PORTFOLIO_CHARTS, sendPortfolioAction(services));
  for (const { step, actionId } of COLLECT_ACTIONS) {
    app.action<BlockAction<ButtonAction>>(actionId, collect(services, step));
  }
  app.action<BlockAction<ButtonAction>>(SHOW_CASE, showCollection(services));
  app.view({ callback_id: SUBMIT_COLLECTION, type: 'view_submission' }, submitCollection(services));
  for (const decision of LIMIT_DECISIONS) {
    app.action<BlockAction<ButtonAction>>(DECIDE_LIMIT[decision], openLimitDecision(services, decision));
  }
  app.action<BlockAction<ButtonAction>>(REQUEST_LIMIT, openLimitForm(services));
  app.action<BlockAction<ButtonAction>>(END_GRANT, openEndGrant(services));
  app.view({ callback_id: SUBMIT_END_GRANT, type: 'view_submission' }, submitLimit(services, answerEndGrant));
  app.action<BlockAction<ButtonAction>>(END_MEASURE, openEndMeasure(services));
  app.view({ callback_id: SUBMIT_END_MEASURE, type: 'view_submission' }, submitLimit(services, answerEndMeasure));
  app.action<BlockAction<ButtonAction>>(EDIT_LIMIT, openLimitEdit(services));
  app.action<BlockAction<ButtonAction>>(WITHDRAW_LIMIT, withdrawLimitRequest(services));
  app.action<BlockAction<ButtonAction>>(HANDLE_PRECHECK.take, takePrecheckAction(services));
  app.action<BlockAction<ButtonAction>>(HANDLE_PRECHECK.done, settlePrecheckAction(services, 'done'));
  app.action<BlockAction<ButtonAction>>(HANDLE_PRECHECK.decline, settlePrecheckAction(services, 'decline'));
  app.action<BlockAction<ButtonAction>>(END_CONNECTION, endConnectionAction(services));
  app.shortcut({ callback_id: 'feedback', type: 'message_action' }, feedbackShortcut(services));
  app.view({ callback_id: SUBMIT_FEEDBACK, type: 'view_submission' }, submitFeedback(services));
  app.view({ callback_id: SUBMIT_REVIEW, type: 'view_submission' }, submitReview(services));
  app.view({ callback_id: SUBMIT_LIMIT_REQUEST, type: 'view_submission' }, submitLimit(services, answerLimitForm));
  app.view({ callback_id: SUBMIT_PRECHECK, type: 'view_submission' }, submitLimit(services, answerPrecheck));
  app.view({ callback_id: SUBMIT_LIMIT_DECISION, type: 'view_submission' }, submitLimit(services, answerDecision));
  app.event('app_home_opened', appHomeOpened(services));
  app.event('link_shared', linkShared(services));
}

/** Buttons of one row need different action ids: they begin alike. */
function beginsWith(prefix: string): RegExp {
  return new RegExp(`^${prefix}`);
}
