import { HAPPENING_LABELS, MEASURED_LABELS } from '@xinshao/core/wording/labels/effect.ts';
import { VERDICT_LABELS } from '@xinshao/core/wording/labels/review.ts';
import { SEVERITY_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import { type ExportDefinition, figure, inPeriod, instant, text } from './definition.ts';

/** What alerts predicted and what came of it, by the day of the prediction; a line for each day it is graded on. */
export const effect: ExportDefinition = {
  columns: [
    text('alert', 'prediction.alert_id'),
    text('customer_code', 'customer.code'),
    text('customer_name', 'customer.name'),
    text('severity', 'alert.severity', SEVERITY_LABELS),
    text('rule', 'prediction.rule_id'),
    text('prediction', 'prediction.prediction_id'),
    text('made_on', 'prediction.made_on'),
    figure('within_days', 'prediction.within_days', 'number'),
    figure('exposure', 'prediction.exposure_fen', 'fen'),
    figure('overdue', 'prediction.overdue_fen', 'fen'),
    figure('graded_after', 'grading.after_days', 'number'),
    text('graded_for', 'grading.due_on'),
    instant('graded_at', 'grading.graded_at'),
    text('measured', 'grading.outcome', MEASURED_LABELS),
    text('happening', 'grading.happening', HAPPENING_LABELS),
    text('happened_on', 'grading.happened_on'),
    figure('lead_days', 'grading.lead_days', 'number'),
    figure('recovered', 'grading.recovered_fen', 'fen'),
    figure('outstanding', 'grading.outstanding_fen', 'fen'),
    text(
      'verdict',
      `SELECT review.verdict FROM alert_reviews review
       WHERE review.alert_id = prediction.alert_id AND review.decision = 'close' ORDER BY review.id DESC LIMIT 1`,
      VERDICT_LABELS,
    ),
    text('policy_hash', 'prediction.policy_hash'),
  ],
  source: `FROM alert_predictions prediction
    JOIN effect_gradings grading ON grading.alert_prediction_id = prediction.id
    JOIN alerts alert ON alert.id = prediction.alert_id
    JOIN customers customer ON customer.id = alert.customer_id
    WHERE ${inPeriod('prediction.made_on')} ORDER BY prediction.id, grading.after_days`,
};
