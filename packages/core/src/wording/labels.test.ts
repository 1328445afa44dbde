import { describe, expect, it } from 'vitest';
import { ALERT_STATES } from '../alerts/alert.ts';
import { MEASURES, REVIEW_ACTIONS, REVIEW_DECISIONS, VERDICTS } from '../alerts/review.ts';
import { STOPS } from '../alerts/stop.ts';
import { ALERT_REFUSALS } from '../alerts/transition.ts';
import { CASE_STATES, WRITE_OFF_ROLES } from '../collection/case.ts';
import { COLLECTION_STAGES } from '../collection/stages.ts';
import { CASE_REFUSALS } from '../collection/transition.ts';
import { AGING_BUCKETS, DATA_SOURCES, EVENT_KINDS } from '../facts/facts.ts';
import { METRIC_UNITS } from '../facts/metrics/metric.ts';
import { METRICS } from '../facts/metrics.ts';
import { CAUSES, CONTACT_METHODS, PROPOSED_ACTIONS, RECOVERIES } from '../feedback/fields.ts';
import { FEEDBACK_PROBLEMS } from '../feedback/form.ts';
import { TERMS_REASONS } from '../limits/terms.ts';
import { DIMENSIONS, LIMIT_CANDIDATES } from '../scorecard/assessment.ts';
import { SEVERITIES, WARNING_TYPES } from '../warnings/warning.ts';
import { CASE_REFUSAL_LABELS, CASE_STATE_LABELS, STAGE_LABELS, WRITE_OFF_ROLE_LABELS } from './labels/collection.ts';
import { EVENT_LABELS, SOURCE_LABELS } from './labels/events.ts';
import {
  ACTION_LABELS,
  ALERT_STATE_LABELS,
  CAUSE_LABELS,
  CONTACT_METHOD_LABELS,
  FEEDBACK_FIELD_LABELS,
  FEEDBACK_PROBLEM_LABELS,
  RECOVERY_LABELS,
  REFUSAL_LABELS,
} from './labels/feedback.ts';
import { MEASURE_LABELS, REVIEW_ACTION_LABELS, REVIEW_DECISION_LABELS, VERDICT_LABELS } from './labels/review.ts';
import {
  AGING_LABELS,
  CANDIDATE_LABELS,
  DIMENSION_LABELS,
  OUTCOME_LABELS,
  OUTLOOK_LABELS,
  SEVERITY_LABELS,
  SUGGESTION_LABELS,
  TERMS_REASON_LABELS,
  WARNING_TYPE_LABELS,
} from './labels/scoring.ts';
import { STOP_LABELS } from './labels/stops.ts';
import { type Label, LOCALES } from './locale.ts';
import { formatMetric, METRIC_LABELS, metricLabel } from './metrics.ts';

/** Every table of labels with the ids it must name: no more, no fewer. */
const TABLES: readonly (readonly [name: string, labels: Readonly<Record<string, Label>>, ids: readonly string[]])[] = [
  ['metrics', METRIC_LABELS, METRICS.map(({ id }) => id)],
  ['events', EVENT_LABELS, EVENT_KINDS],
  ['sources', SOURCE_LABELS, DATA_SOURCES],
  ['severities', SEVERITY_LABELS, SEVERITIES],
  ['warning types', WARNING_TYPE_LABELS, WARNING_TYPES],
  ['dimensions', DIMENSION_LABELS, DIMENSIONS],
  ['aging buckets', AGING_LABELS, AGING_BUCKETS],
  ['limit candidates', CANDIDATE_LABELS, LIMIT_CANDIDATES],
  ['terms reasons', TERMS_REASON_LABELS, TERMS_REASONS],
  ['contact methods', CONTACT_METHOD_LABELS, CONTACT_METHODS],
  ['causes', CAUSE_LABELS, CAUSES],
  ['recoveries', RECOVERY_LABELS, RECOVERIES],
  ['proposed actions', ACTION_LABELS, PROPOSED_ACTIONS],
  ['alert states', ALERT_STATE_LABELS, ALERT_STATES],
  ['review actions', REVIEW_ACTION_LABELS, REVIEW_ACTIONS],
  ['review decisions', REVIEW_DECISION_LABELS, REVIEW_DECISIONS],
  ['verdicts', VERDICT_LABELS, VERDICTS],
  ['measures', MEASURE_LABELS, MEASURES],
  ['stops', STOP_LABELS, STOPS],
  ['refusals', REFUSAL_LABELS, ALERT_REFUSALS],
  ['collection stages', STAGE_LABELS, COLLECTION_STAGES],
  ['collection states', CASE_STATE_LABELS, CASE_STATES],
  ['write-off roles', WRITE_OFF_ROLE_LABELS, WRITE_OFF_ROLES],
  ['collection refusals', CASE_REFUSAL_LABELS, [...CASE_REFUSALS, 'missing']],
  ['feedback problems', FEEDBACK_PROBLEM_LABELS, FEEDBACK_PROBLEMS],
  // These enumerations exist as types alone: the compiler sees to it that none of their words is left out.
  ['feedback fields', FEEDBACK_FIELD_LABELS, Object.keys(FEEDBACK_FIELD_LABELS)],
  ['outcomes', OUTCOME_LABELS, ['graded', 'insufficient_data']],
  ['suggestions', SUGGESTION_LABELS, ['shorter_terms', 'security']],
  ['outlooks', OUTLOOK_LABELS, ['up', 'normal', 'down']],
];

describe.each(TABLES)('labels of %s', (_name, labels, ids) => {
  it('name every one, and nothing else', () => {
    expect(Object.keys(labels).sort()).toEqual([...ids].sort());
  });

  it('are Chinese in Chinese, and hold no Chinese in English', () => {
    for (const [id, { zh, en }] of Object.entries(labels)) {
      expect(zh, id).toMatch(/[一-鿿]/);
      expect(en, id).toMatch(/^\S.*\S$|^\S$/);
      expect(en, id).not.toMatch(/[一-鿿，。：；（）“”]/);
    }
  });

  it('tell one from the other', () => {
    for (const locale of LOCALES) {
      const texts = Object.values(labels).map((label) => label[locale]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe('a free attribute', () => {
  it('is called by its own name', () => {
    for (const locale of LOCALES) expect(metricLabel(locale, 'attr.电压等级')).toBe('电压等级');
  });
});

describe('values of metrics', () => {
  it.each([
    ['ledger.overdue_fen', 12_345_600, '¥12.35万', '¥123,456.00'],
    ['ledger.overdue_share', 0.12345, '12.3%', '12.3%'],
    ['statement.revenue_growth', -0.3, '−30%', '−30%'],
    ['statement.current_ratio', 1.456, '1.46', '1.46'],
    ['ledger.maximum_days_past_due', 1, '1 天', '1 day'],
    ['ledger.maximum_days_past_due', 95, '95 天', '95 days'],
    ['ledger.relationship_months', 13, '13 个月', '13 months'],
    ['registry.age_years', 7.512, '7.5 年', '7.5 years'],
    ['ledger.payment_index', 79.96, '80', '80'],
    ['bureau.score', 612, '612', '612'],
    ['ledger.invoice_count', 48, '48', '48'],
    ['industry.outlook', 'down', '下行', 'declining'],
    ['registry.status', '存续', '存续', '存续'],
    ['customer.is_new', true, '是', 'yes'],
    ['customer.is_new', false, '否', 'no'],
    ['bureau.score', null, '未知', 'unknown'],
    ['ledger.days_beyond_terms_change', -0.04, '0 天', '0 days'],
  ])('%s of %s reads %s, in English %s', (id, value, zh, en) => {
    expect(formatMetric('zh', id, value)).toBe(zh);
    expect(formatMetric('en', id, value)).toBe(en);
  });

  it('are tried here in every unit', () => {
    expect(new Set(METRICS.flatMap(({ unit }) => unit ?? []))).toEqual(new Set(METRIC_UNITS));
  });
});
