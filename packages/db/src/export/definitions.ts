import {
  ACTION_LABELS,
  ALERT_STATE_LABELS,
  CAUSE_LABELS,
  CONTACT_METHOD_LABELS,
  RECOVERY_LABELS,
} from '@xinshao/core/wording/labels/feedback.ts';
import { OUTCOME_LABELS, SEVERITY_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import { storedFact } from '../facts/stored-fact.ts';
import { type ExportDefinition, type ExportName, figure, inPeriod, instant, text } from './definition.ts';
import { effect } from './effect.ts';
import { limits } from './limits-definition.ts';

/** Alerts with their latest answer, by the day they were opened for. */
const alerts: ExportDefinition = {
  columns: [
    text('alert', 'alert.id'),
    text('customer_code', 'customer.code'),
    text('customer_name', 'customer.name'),
    text('uscc', 'customer.uscc'),
    text('severity', 'alert.severity', SEVERITY_LABELS),
    text('state', 'alert.state', ALERT_STATE_LABELS),
    text(
      'rules',
      `SELECT string_agg(DISTINCT warning.rule_id, '; ' ORDER BY warning.rule_id)
       FROM warnings warning WHERE warning.alert_id = alert.id`,
    ),
    text('opened_on', 'alert.opened_on'),
    instant('opened_at', 'alert.opened_at'),
    instant('due_at', 'alert.due_at'),
    text('owner_code', 'alert.owner_code'),
    text('owner_name', 'owner.name'),
    text('team_code', 'alert.team_code'),
    text('grade_before', 'alert.grade_before'),
    text('grade_after', 'alert.grade_after'),
    figure('exposure', 'alert.exposure_fen', 'fen'),
    figure('overdue', 'alert.overdue_fen', 'fen'),
    instant('answered_at', 'alert.answered_at'),
    text('answered_by', 'alert.answered_by'),
    figure('revision', 'latest.revision', 'number'),
    text('contact_method', `latest.answers->>'contact_method'`, CONTACT_METHOD_LABELS),
    text('contacted_at', `latest.answers->>'contacted_at'`),
    text('contact_person', `latest.answers->>'contact_person'`),
    text('cause', `latest.answers->>'cause'`, CAUSE_LABELS),
    text('customer_says', `latest.answers->>'customer_says'`),
    text('recovery', `latest.answers->>'recovery'`, RECOVERY_LABELS),
    figure('recovery_percent', `latest.answers->>'recovery_percent'`, 'number'),
    text('proposed_action', `latest.answers->>'proposed_action'`, ACTION_LABELS),
    text('promise_date', `latest.answers->'promise'->>'date'`),
    figure('promise_amount', `latest.answers->'promise'->>'amountFen'`, 'fen'),
    text('no_promise_reason', `latest.answers->>'no_promise_reason'`),
    text('dispute_detail', `latest.answers->>'dispute_detail'`),
    text('fraud_detail', `latest.answers->>'fraud_detail'`),
    text('group_detail', `latest.answers->>'group_detail'`),
    text('policy_hash', 'alert.policy_hash'),
  ],
  source: `FROM alerts alert
    JOIN customers customer ON customer.id = alert.customer_id
    LEFT JOIN staff owner ON owner.code = alert.owner_code
    LEFT JOIN LATERAL (
      SELECT revision, answers FROM feedback WHERE feedback.alert_id = alert.id ORDER BY feedback.revision DESC LIMIT 1
    ) latest ON true
    WHERE ${inPeriod('alert.opened_on')} ORDER BY alert.id`,
};

/** Stored assessments, by the day they were made for. */
const assessments: ExportDefinition = {
  columns: [
    text('assessment', 'assessment.id'),
    text('customer_code', 'customer.code'),
    text('customer_name', 'customer.name'),
    text('as_of', 'assessment.as_of'),
    text('grade', 'assessment.grade'),
    figure('score', 'assessment.score', 'number'),
    text('outcome', `parsed.result->>'outcome'`, OUTCOME_LABELS),
    figure('confidence', `parsed.result->>'confidence'`, 'number'),
    figure('credit_limit', storedFact('parsed.facts', 'text', 'customer', 'creditLimitFen'), 'fen'),
    figure('recommended_limit', `parsed.result->'limit'->>0`, 'fen'),
    figure('terms', `parsed.result->'terms'->>0`, 'number'),
    figure('exposure', storedFact('parsed.facts', 'text', 'ledger', 'exposureFen'), 'fen'),
    figure('overdue', storedFact('parsed.facts', 'text', 'ledger', 'overdueFen'), 'fen'),
    text('policy', 'version.policy_id'),
    text('policy_hash', 'assessment.policy_hash'),
    instant('created_at', 'assessment.created_at'),
  ],
  source: `FROM assessments assessment
    JOIN customers customer ON customer.id = assessment.customer_id
    LEFT JOIN policy_versions version ON version.hash = assessment.policy_hash
    CROSS JOIN LATERAL (
      SELECT assessment.facts::json AS facts, assessment.result::json AS result OFFSET 0
    ) parsed
    WHERE ${inPeriod('assessment.as_of')} ORDER BY assessment.id`,
};

/** The audit trail, by the company's day; ids and times exactly as they were hashed. */
const audit: ExportDefinition = {
  columns: [
    text('entry', 'entry.id'),
    text('at', `to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
    text('actor', 'entry.actor'),
    text('surface', 'entry.surface'),
    text('action', 'entry.action'),
    text('subject_kind', 'entry.subject_kind'),
    text('subject_id', 'entry.subject_id'),
    text('before', 'entry.before'),
    text('after', 'entry.after'),
    text('reason', 'entry.reason'),
    text('previous_hash', 'entry.previous_hash'),
    text('hash', 'entry.hash'),
  ],
  source: `FROM audit_log entry WHERE ${inPeriod('(entry.at AT TIME ZONE $3::text)::date')} ORDER BY entry.id`,
};

export const EXPORT_DEFINITIONS: Readonly<Record<ExportName, ExportDefinition>> = {
  alerts,
  assessments,
  audit,
  effect,
  limits,
};
