import { APPROVAL_STATE_LABELS, APPROVAL_STEP_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { type ExportDefinition, figure, inPeriod, instant, text, worded } from './definition.ts';

/** What somebody did about a request, as the query gives it. */
interface Decision {
  readonly kind: string;
  /** Name and code. */
  readonly by: string;
  /** The same of whom a delegate decided for. */
  readonly onBehalfOf: string | null;
  readonly reason: string;
}

/** SQL: name and code of whom a column names. */
const personSql = (column: string) =>
  `coalesce((SELECT name FROM staff WHERE staff.code = ${column}) || ' ', '') || ${column}`;

/**
 * Requests for limits and terms with who decided what, and the cuts that reviews decided alone, by the company's day on
 * which they were made.
 */
export const limits: ExportDefinition = {
  columns: [
    text('request', 'request.id'),
    text('alert', 'review.alert_id'),
    text('customer_code', 'customer.code'),
    text('customer_name', 'customer.name'),
    text('uscc', 'customer.uscc'),
    text('state', `coalesce(request.state, 'cut_in_review')`, {
      ...APPROVAL_STATE_LABELS,
      cut_in_review: { zh: '审核压降', en: 'cut in a review' },
    }),
    text('requested_by', 'coalesce(request.requested_by, review.by)'),
    instant('requested_at', 'coalesce(request.created_at, granted.granted_at)'),
    figure('limit_before', 'coalesce(request.current_limit_fen, review.limit_before_fen)', 'fen'),
    // A cut leaves the terms as they were.
    figure(
      'terms_before',
      'CASE WHEN request.id IS NULL THEN granted.term_days ELSE request.current_term_days END',
      'number',
    ),
    figure('recommended_limit', 'request.recommended_limit_fen', 'fen'),
    figure('terms', 'request.recommended_term_days', 'number'),
    figure('requested_limit', 'coalesce(request.limit_fen, granted.limit_fen)', 'fen'),
    figure('requested_terms', 'coalesce(request.term_days, granted.term_days)', 'number'),
    text('last_day', 'request.last_day'),
    text('reason', 'coalesce(request.reason, granted.reason)'),
    worded(
      'decisions',
      `SELECT json_agg(json_build_object('kind', step.kind, 'by', ${personSql('step.by')},
         'onBehalfOf', ${personSql('step.on_behalf_of')}, 'reason', step.reason) ORDER BY step.id)
       FROM limit_request_steps step WHERE step.request_id = request.id AND step.kind <> 'request'`,
      decisionsText,
    ),
    text('holds_from', 'granted.valid_from'),
    text('holds_until', 'granted.last_day'),
    text('ended_on', 'granted.ended_on'),
    text('ended_by', 'granted.ended_by'),
    text('end_reason', 'granted.end_reason'),
    text('policy_hash', 'coalesce(request.policy_hash, alert.policy_hash)'),
  ],
  source: `FROM limit_requests request
    FULL JOIN customer_grants granted ON granted.request_id = request.id
    LEFT JOIN alert_reviews review ON review.id = granted.review_id OR review.request_id = request.id
    LEFT JOIN alerts alert ON alert.id = review.alert_id
    JOIN customers customer ON customer.id = coalesce(request.customer_id, granted.customer_id)
    WHERE ${inPeriod('(coalesce(request.created_at, granted.granted_at) AT TIME ZONE $3::text)::date')}
    ORDER BY coalesce(request.created_at, granted.granted_at), request.id, granted.id`,
};

/** Every step in words, in order: `同意 王经理 M01：客户可靠；…`. @param json of the query */
function decisionsText(json: string, locale: Locale): string {
  const decisions: readonly Decision[] = JSON.parse(json);
  const [colon, semicolon] = locale === 'zh' ? ['：', '；'] : [': ', '; '];
  return decisions
    .map(({ kind, by, onBehalfOf, reason }) => {
      const absent = onBehalfOf === null ? '' : locale === 'zh' ? `（代 ${onBehalfOf}）` : ` (for ${onBehalfOf})`;
      return `${labelOf(APPROVAL_STEP_LABELS, kind, locale)} ${by}${absent}${reason === '' ? '' : `${colon}${reason}`}`;
    })
    .join(semicolon);
}
