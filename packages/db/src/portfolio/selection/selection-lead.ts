import type { Database } from '../../database.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** Predictions that came true, each counted once, and the days between making and coming true at the median. */
export interface LeadTime {
  readonly cameTrue: number;
  readonly medianLeadDays: number | null;
}

/** Lead time (R52) of the selected customers' alerts opened since a moment, where they were graded. */
export async function selectionLead(database: Database, selection: Selection, since: Date): Promise<LeadTime> {
  const parameters: unknown[] = [since];
  const condition = selectionSql(selection, parameters);
  const { rows } = await database.pool.query<LeadTime>(
    `SELECT count(*)::int AS "cameTrue",
       percentile_cont(0.5) WITHIN GROUP (ORDER BY graded.lead_days::float8) AS "medianLeadDays"
     FROM (SELECT prediction.id, min(grading.lead_days) AS lead_days
           FROM alerts alert
           JOIN alert_predictions prediction ON prediction.alert_id = alert.id
           JOIN effect_gradings grading ON grading.alert_prediction_id = prediction.id AND grading.outcome = 'confirmed'
           WHERE alert.opened_at >= $1 AND grading.lead_days IS NOT NULL
             AND alert.customer_id IN (SELECT customer.id FROM ${SELECTION_SOURCES_SQL} WHERE ${condition})
           GROUP BY prediction.id) graded`,
    parameters,
  );
  return rows[0] ?? { cameTrue: 0, medianLeadDays: null };
}
