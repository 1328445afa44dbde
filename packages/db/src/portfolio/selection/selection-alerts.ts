import type { AlertKpis } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../../database.ts';
import { ANSWER_JOIN_SQL, KPI_COLUMNS_SQL } from '../alert-kpis.ts';
import { rowSql } from './rows-sql.ts';

/** The alerts opened since a moment, as they stand now. */
export interface AlertPeriod {
  readonly since: Date;
  readonly now: Date;
}

/** How alerts were answered, and how early those warned that came true (R52). */
export interface AlertFigures {
  readonly alerts: AlertKpis;
  readonly lead: LeadTime;
}

/** Predictions that came true, each counted once, and the days between making and coming true at the median. */
export interface LeadTime {
  readonly cameTrue: number;
  readonly medianLeadDays: number | null;
}

/** Of all customers that were assessed. */
export async function everybodysAlerts(database: Database, { now, since }: AlertPeriod): Promise<AlertFigures> {
  const { rows } = await database.pool.query<AlertFigures>(
    `SELECT ${alertFiguresSql('(SELECT customer_id AS id FROM customer_state)')}`,
    [now, since],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}

/**
 * Of the customers in a table, as the columns `alerts` and `lead`; `$1` of the query is the present moment and `$2` the
 * one since which alerts count.
 */
export function alertFiguresSql(chosen: string): string {
  const answered = `SELECT ${KPI_COLUMNS_SQL}
    FROM alerts alert JOIN ${chosen} chosen ON chosen.id = alert.customer_id ${ANSWER_JOIN_SQL}
    WHERE alert.opened_at >= $2`;
  const lead = `SELECT count(*)::int AS "cameTrue",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY graded.lead_days::float8) AS "medianLeadDays"
    FROM (SELECT prediction.id, min(grading.lead_days) AS lead_days
          FROM alerts alert
          JOIN ${chosen} chosen ON chosen.id = alert.customer_id
          JOIN alert_predictions prediction ON prediction.alert_id = alert.id
          JOIN effect_gradings grading ON grading.alert_prediction_id = prediction.id AND grading.outcome = 'confirmed'
          WHERE alert.opened_at >= $2 AND grading.lead_days IS NOT NULL
          GROUP BY prediction.id) graded`;
  return `${rowSql(answered)} AS alerts, ${rowSql(lead)} AS lead`;
}
