import { APPROVAL_STATE_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import { type ExportDefinition, figure, inPeriod, instant, text } from './definition.ts';

/** Requests for limits and terms with who decided what, by the company's day on which they were made. */
export const limits: ExportDefinition = {
  columns: [
    text('request', 'request.id'),
    text('customer_code', 'customer.code'),
    text('customer_name', 'customer.name'),
    text('uscc', 'customer.uscc'),
    text('state', 'request.state', APPROVAL_STATE_LABELS),
    text('requested_by', 'request.requested_by'),
    instant('requested_at', 'request.created_at'),
    figure('limit_before', 'request.current_limit_fen', 'fen'),
    figure('terms_before', 'request.current_term_days', 'number'),
    figure('recommended_limit', 'request.recommended_limit_fen', 'fen'),
    figure('terms', 'request.recommended_term_days', 'number'),
    figure('requested_limit', 'request.limit_fen', 'fen'),
    figure('requested_terms', 'request.term_days', 'number'),
    text('last_day', 'request.last_day'),
    text('reason', 'request.reason'),
    text(
      'decisions',
      `SELECT string_agg(step.kind || ' ' || step.by || coalesce(' (' || step.on_behalf_of || ')', '')
         || CASE step.reason WHEN '' THEN '' ELSE ': ' || step.reason END, '; ' ORDER BY step.id)
       FROM limit_request_steps step WHERE step.request_id = request.id AND step.kind <> 'request'`,
    ),
    text('holds_from', 'granted.valid_from'),
    text('ended_on', 'granted.ended_on'),
    text('ended_by', 'granted.ended_by'),
    text('policy_hash', 'request.policy_hash'),
  ],
  source: `FROM limit_requests request
    JOIN customers customer ON customer.id = request.customer_id
    LEFT JOIN customer_grants granted ON granted.request_id = request.id
    WHERE ${inPeriod('(request.created_at AT TIME ZONE $3::text)::date')} ORDER BY request.id`,
};
