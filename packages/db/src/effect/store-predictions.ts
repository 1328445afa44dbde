import type { Day } from '@xinshao/core/day/day.ts';
import type { Prediction } from '@xinshao/core/effect/prediction.ts';
import type pg from 'pg';

/** What the alerts of a run predict. */
export interface PredictionsOfRun {
  readonly asOf: Day;
  readonly policyHash: string;
  /** One for each rule of the policy. */
  readonly predictions: readonly Prediction[];
  /** Days after which they are graded. */
  readonly gradeAfterDays: readonly number[];
}

/**
 * Notes what the warnings that a run has just stored predict, with exposure and overdue as they are now, and the days
 * on which that is graded. A rule that warns again on the same alert does not predict anew. Works on the run's
 * temporary table `found_warnings`, within its transaction.
 */
export async function storePredictions(client: pg.PoolClient, run: PredictionsOfRun): Promise<void> {
  const { asOf, policyHash, predictions, gradeAfterDays } = run;
  const rules = predictions.map(({ ruleId, predictionId, withinDays, overdue, events }) => ({
    rule_id: ruleId,
    prediction_id: predictionId,
    within_days: withinDays,
    days_past_due: overdue?.daysPastDue ?? null,
    at_least_fen: overdue?.atLeastFen ?? null,
    events,
  }));
  await client.query(
    `WITH made AS (
       INSERT INTO alert_predictions (alert_id, rule_id, prediction_id, made_on, within_days, days_past_due, at_least_fen,
         events, exposure_fen, overdue_fen, due_at, policy_hash)
       SELECT warning.alert_id, warning.rule_id, rule.prediction_id, $1::date, rule.within_days, rule.days_past_due,
         rule.at_least_fen, rule.events, state.exposure_fen, state.overdue_fen, alert.due_at, $2
       FROM found_warnings found
       JOIN warnings warning ON warning.customer_id = found.customer_id AND warning.rule_id = found.rule_id
         AND warning.found_on = $1::date
       JOIN alerts alert ON alert.id = warning.alert_id
       JOIN customer_state state ON state.customer_id = found.customer_id
       JOIN jsonb_to_recordset($3::jsonb) AS rule (rule_id text, prediction_id text, within_days int,
         days_past_due int, at_least_fen bigint, events text[]) ON rule.rule_id = found.rule_id
       ON CONFLICT (alert_id, rule_id) DO NOTHING
       RETURNING id
     )
     INSERT INTO effect_gradings (alert_prediction_id, after_days, due_on)
     SELECT made.id, days, $1::date + days FROM made CROSS JOIN unnest($4::int[]) AS days`,
    [asOf, policyHash, JSON.stringify(rules), gradeAfterDays],
  );
}
