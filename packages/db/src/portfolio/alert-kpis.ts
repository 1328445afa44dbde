import type { AlertKpis } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/**
 * The columns of `AlertKpis` as aggregates over `alerts alert` joined with `ANSWER_JOIN_SQL`; `$1` is the present
 * moment. An answer is in time when it came by the deadline and before anybody above was told of silence: the deadline
 * of an alert that was returned is a later one than that of its first answer.
 */
export const KPI_COLUMNS_SQL = `count(*)::int AS opened,
  count(*) FILTER (WHERE answer.at IS NOT NULL OR (alert.state IN ('open', 'returned') AND alert.due_at < $1))::int AS due,
  count(answer.at)::int AS answered,
  count(*) FILTER (WHERE answer.at <= alert.due_at AND NOT EXISTS (
    SELECT FROM alert_steps step WHERE step.alert_id = alert.id AND step.generation = 1
      AND step.step LIKE 'escalation%' AND step.claimed_at < answer.at))::int AS "answeredInTime",
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answer.at - alert.opened_at)::float8 / 3600)
    FILTER (WHERE answer.at IS NOT NULL) AS "medianHours",
  count(verdict.verdict)::int AS closed,
  count(*) FILTER (WHERE verdict.verdict = 'true')::int AS confirmed`;

/** The first answer and the verdict of each alert. */
export const ANSWER_JOIN_SQL = `LEFT JOIN LATERAL (SELECT submitted_at AS at FROM feedback
    WHERE feedback.alert_id = alert.id ORDER BY revision LIMIT 1) answer ON true
  LEFT JOIN LATERAL (SELECT verdict FROM alert_reviews review
    WHERE review.alert_id = alert.id AND review.decision = 'close' ORDER BY id DESC LIMIT 1) verdict ON true`;

/** How the alerts opened since a moment were answered (R52). */
export async function alertKpis(
  database: Database,
  period: { readonly since: Date; readonly now: Date },
): Promise<AlertKpis> {
  const { rows } = await database.pool.query<AlertKpis>(
    `SELECT ${KPI_COLUMNS_SQL} FROM alerts alert ${ANSWER_JOIN_SQL} WHERE alert.opened_at >= $2`,
    [period.now, period.since],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}
