import type { Verdict } from '@xinshao/core/alerts/review.ts';
import type { Outcome } from '@xinshao/core/effect/grade.ts';
import type { MonthlyReport, RuleFigures, VerdictFigures } from '@xinshao/core/effect/monthly-report.ts';
import type { ReportPeriod } from './report-period.ts';

/** The grading that decided each prediction: the first one that is not undecided; later ones only follow the money. */
const DECIDED = `
  SELECT DISTINCT ON (grading.alert_prediction_id) prediction.alert_id, prediction.rule_id, prediction.id,
    prediction.exposure_fen, grading.outcome, grading.lead_days, grading.due_on, grading.recovered_fen,
    grading.outstanding_fen
  FROM effect_gradings grading JOIN alert_predictions prediction ON prediction.id = grading.alert_prediction_id
  WHERE grading.outcome IN ('confirmed', 'false_alarm')
  ORDER BY grading.alert_prediction_id, grading.after_days`;

const FIGURES = `
  count(*) FILTER (WHERE outcome = 'confirmed')::int AS confirmed,
  count(*) FILTER (WHERE outcome = 'confirmed' AND lead_days = 0)::int AS "alreadyThere",
  count(*) FILTER (WHERE outcome = 'false_alarm')::int AS "falseAlarms",
  percentile_cont(0.5) WITHIN GROUP (ORDER BY lead_days) FILTER (WHERE outcome = 'confirmed') AS "medianLeadDays"`;

/** Alerts by rule: those of the period, and those whose predictions were decided in it. The busiest rule first. */
export async function ruleFigures({ client, from, until }: ReportPeriod): Promise<RuleFigures[]> {
  const { rows } = await client.query<RuleFigures>(
    `WITH decided AS (SELECT * FROM (${DECIDED}) decided WHERE due_on BETWEEN $1::date AND $2::date),
     graded AS (SELECT rule_id, ${FIGURES} FROM decided GROUP BY 1),
     opened AS (
       SELECT rule_id, count(DISTINCT alert_id)::int AS opened FROM warnings
       WHERE found_on BETWEEN $1::date AND $2::date GROUP BY 1
     )
     SELECT rule_id AS "ruleId", coalesce(opened, 0) AS opened, coalesce(confirmed, 0) AS confirmed,
       coalesce("alreadyThere", 0) AS "alreadyThere", coalesce("falseAlarms", 0) AS "falseAlarms", "medianLeadDays"
     FROM opened FULL JOIN graded USING (rule_id)
     ORDER BY coalesce(opened, 0) + coalesce(confirmed, 0) + coalesce("falseAlarms", 0) DESC, rule_id`,
    [from, until],
  );
  return rows;
}

/**
 * Over all rules, by alert: confirmed as soon as one of its predictions is. The money is counted once for each alert, as
 * its first prediction and first deciding grading have it.
 */
export async function decidedFigures({
  client,
  from,
  until,
}: ReportPeriod): Promise<Pick<MonthlyReport, 'decided' | 'money'>> {
  const { rows } = await client.query<MonthlyReport['decided'] & Record<keyof MonthlyReport['money'], string>>(
    `WITH alerts_decided AS (
       SELECT DISTINCT ON (alert_id) * FROM (${DECIDED}) decided
       ORDER BY alert_id, outcome = 'confirmed' DESC, due_on, id
     )
     SELECT ${FIGURES}, coalesce(sum(exposure_fen), 0) AS "exposureFen",
       coalesce(sum(recovered_fen), 0) AS "recoveredFen", coalesce(sum(outstanding_fen), 0) AS "outstandingFen"
     FROM alerts_decided WHERE due_on BETWEEN $1::date AND $2::date`,
    [from, until],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate gave no row');
  const { confirmed, alreadyThere, falseAlarms, medianLeadDays, ...money } = row;
  const { exposureFen, recoveredFen, outstandingFen } = money;
  return {
    decided: { confirmed, alreadyThere, falseAlarms, medianLeadDays },
    money: {
      exposureFen: Number(exposureFen),
      recoveredFen: Number(recoveredFen),
      outstandingFen: Number(outstandingFen),
    },
  };
}

/** Verdicts on alerts closed in the period, beside what had been measured of them by its end. */
export async function verdictFigures({ client, from, until, timeZone }: ReportPeriod): Promise<VerdictFigures[]> {
  const { rows } = await client.query<{ verdict: Verdict; outcome: Outcome; count: number }>(
    `WITH closed AS (
       SELECT DISTINCT ON (alert_id) alert_id, verdict FROM alert_reviews
       WHERE decision = 'close' AND verdict IS NOT NULL AND (at AT TIME ZONE $3)::date BETWEEN $1::date AND $2::date
       ORDER BY alert_id, id DESC
     ),
     measured AS (
       SELECT closed.alert_id, verdict, CASE
         WHEN bool_or(outcome = 'confirmed') THEN 'confirmed'
         WHEN bool_or(outcome = 'false_alarm') THEN 'false_alarm' ELSE 'undecided' END AS outcome
       FROM closed LEFT JOIN (${DECIDED}) decided ON decided.alert_id = closed.alert_id AND decided.due_on <= $2::date
       GROUP BY 1, 2
     )
     SELECT verdict, outcome, count(*)::int FROM measured GROUP BY 1, 2 ORDER BY 1, 2`,
    [from, until, timeZone],
  );
  const verdicts = [...new Set(rows.map(({ verdict }) => verdict))];
  return verdicts.map((verdict) => {
    const countOf = (outcome: Outcome) =>
      rows.find((row) => row.verdict === verdict && row.outcome === outcome)?.count ?? 0;
    return {
      verdict,
      confirmed: countOf('confirmed'),
      false_alarm: countOf('false_alarm'),
      undecided: countOf('undecided'),
    };
  });
}
