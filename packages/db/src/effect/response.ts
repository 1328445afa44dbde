import type { PersonResponse, ResponseFigures } from '@xinshao/core/effect/monthly-report.ts';
import type { ReportPeriod } from './report-period.ts';

type ResponseRow = PersonResponse & { readonly kind: 'all' | 'team' | 'person' };

/** How soon alerts opened in the period were answered: by everybody, by team, by person. */
export async function responseFigures({ client, from, until, now }: ReportPeriod): Promise<{
  readonly response: ResponseFigures;
  readonly teams: PersonResponse[];
  readonly people: PersonResponse[];
}> {
  // The deadline of an alert moves when it is returned with a question; the first answer was owed by the first one.
  const { rows } = await client.query<ResponseRow>(
    `WITH answered AS (
       SELECT alert.id, alert.owner_code, alert.team_code, alert.opened_at, first.submitted_at,
         CASE WHEN EXISTS (SELECT FROM alert_reviews review WHERE review.alert_id = alert.id AND review.decision = 'return')
           THEN coalesce((SELECT min(due_at) FROM alert_predictions WHERE alert_id = alert.id), alert.due_at)
           ELSE alert.due_at END AS due_at
       FROM alerts alert
       LEFT JOIN LATERAL (SELECT min(submitted_at) AS submitted_at FROM feedback WHERE feedback.alert_id = alert.id) first
         ON true
       WHERE alert.opened_on BETWEEN $1::date AND $2::date
     ),
     owed AS (SELECT * FROM answered WHERE submitted_at IS NOT NULL OR due_at <= $3::timestamptz)
     SELECT CASE WHEN grouping(owed.team_code) = 0 THEN 'team' WHEN grouping(owed.owner_code) = 0 THEN 'person'
         ELSE 'all' END AS kind,
       CASE WHEN grouping(owed.team_code) = 0 THEN owed.team_code WHEN grouping(owed.owner_code) = 0 THEN owed.owner_code
         END AS code,
       CASE WHEN grouping(owed.team_code) = 0 THEN max(team.name) WHEN grouping(owed.owner_code) = 0 THEN max(owner.name)
         END AS name,
       count(owed.id)::int AS owed,
       count(*) FILTER (WHERE submitted_at <= due_at)::int AS "inTime",
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM submitted_at - opened_at) / 3600)
         FILTER (WHERE submitted_at IS NOT NULL) AS "medianHours"
     FROM owed LEFT JOIN teams team ON team.code = owed.team_code LEFT JOIN staff owner ON owner.code = owed.owner_code
     GROUP BY GROUPING SETS ((), (owed.team_code), (owed.owner_code))
     ORDER BY owed DESC, code`,
    [from, until, now],
  );
  const figures = ({ owed, inTime, medianHours }: ResponseRow) => ({ owed, inTime, medianHours });
  const of = (kind: ResponseRow['kind']) => rows.filter((row) => row.kind === kind);
  const named = (kind: ResponseRow['kind']) =>
    of(kind).map((row) => ({ code: row.code, name: row.name ?? row.code, ...figures(row) }));
  const [all] = of('all');
  return {
    response: all === undefined ? { owed: 0, inTime: 0, medianHours: null } : figures(all),
    teams: named('team'),
    people: named('person'),
  };
}
