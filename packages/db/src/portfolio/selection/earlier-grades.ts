import type { Day } from '@xinshao/core/day/day.ts';

/**
 * `earlier`, the grade of every customer that had been assessed by the end of a day, an assessment holding until the
 * next. Every run that stores assessments keeps who has which grade, so the last run by then knows; only days before
 * that was kept need the history itself. @param since null: of nobody
 */
export function earlierGradesSql(since: Day | null, parameters: unknown[]): string {
  if (since === null) return 'earlier AS (SELECT NULL::int AS customer_id, NULL::text AS grade WHERE false)';
  const day = `$${parameters.push(since)}::date`;
  return `kept AS (
    SELECT max(as_of) AS as_of FROM portfolio_days WHERE as_of <= ${day} AND customer_ids IS NOT NULL
  ), earlier AS (
    SELECT unnest(customer_ids) AS customer_id, nullif(grade, '') AS grade
    FROM portfolio_days WHERE as_of = (SELECT as_of FROM kept)
    UNION ALL
    (SELECT DISTINCT ON (customer_id) customer_id, grade FROM assessments
     WHERE as_of <= ${day} AND (SELECT as_of FROM kept) IS NULL
     ORDER BY customer_id, as_of DESC, id DESC)
  )`;
}
