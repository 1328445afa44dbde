import type { Audience } from '@xinshao/db/alerts/audience.ts';
import type { StepPlace } from '@xinshao/db/alerts/step-message.ts';
import type { RequestAudience } from '@xinshao/db/approvals/request-audience.ts';
import type { MessageMark } from './find-message.ts';

/** The mark of an alert's message for one audience. */
export function alertMark(alertId: string, audience: Audience): MessageMark {
  return { event_type: 'xinshao_alert', event_payload: { alert_id: alertId, audience } };
}

/** The mark of the message of one step of an alert's clock. */
export function stepMark(alertId: string, stepId: string, place: StepPlace): MessageMark {
  return { event_type: 'xinshao_alert_step', event_payload: { alert_id: alertId, step_id: stepId, place } };
}

/** The mark of a message about a collection case. */
export function caseMark(caseId: string, messageId: string): MessageMark {
  return { event_type: 'xinshao_collection', event_payload: { case_id: caseId, message_id: messageId } };
}

/** The mark of a message of a monthly report. */
export function reportMark(messageId: string): MessageMark {
  return { event_type: 'xinshao_monthly_report', event_payload: { message_id: messageId } };
}

/** The mark of a message about a request for a limit. */
export function requestMark(requestId: string, audience: RequestAudience): MessageMark {
  return { event_type: 'xinshao_limit_request', event_payload: { request_id: requestId, audience } };
}

/** The mark of a message about many alerts. */
export function noticeMark(noticeId: string): MessageMark {
  return { event_type: 'xinshao_notice', event_payload: { notice_id: noticeId } };
}

/** The mark of a precheck's message to one officer. */
export function precheckMark(messageId: string): MessageMark {
  return { event_type: 'xinshao_precheck', event_payload: { message_id: messageId } };
}

/** The mark of the message about a connected browser. */
export function connectionMark(messageId: string): MessageMark {
  return { event_type: 'xinshao_connection', event_payload: { message_id: messageId } };
}
