/** Predictions that came true, each counted once, and the days between making and coming true at the median. */
export interface LeadTime {
  readonly cameTrue: number;
  readonly medianLeadDays: number | null;
}

/** Lead time (R52) of the chosen customers' alerts opened since a moment, `$2`, where they were graded. */
export const SELECTION_LEAD_SQL = `SELECT count(*)::int AS "cameTrue",
    percentile_cont(0.5) WITHIN GROUP (ORDER BY graded.lead_days::float8) AS "medianLeadDays"
  FROM (SELECT prediction.id, min(grading.lead_days) AS lead_days
        FROM alerts alert
        JOIN chosen ON chosen.id = alert.customer_id
        JOIN alert_predictions prediction ON prediction.alert_id = alert.id
        JOIN effect_gradings grading ON grading.alert_prediction_id = prediction.id AND grading.outcome = 'confirmed'
        WHERE alert.opened_at >= $2 AND grading.lead_days IS NOT NULL
        GROUP BY prediction.id) graded`;
