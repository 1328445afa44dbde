import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { gradePrediction } from '@xinshao/core/effect/grade.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { FIRST_OVERDUE_SQL } from './first-overdue.ts';
import { judgedUntilSql } from './ledger-day.ts';
import { askLedger } from './questions.ts';
import { RECOVERED_SQL } from './recovered.ts';

/** Gradings taken in one transaction. */
const BATCH = 2_000;

interface Measured {
  readonly prediction_id: string;
  readonly after_days: number;
  readonly made_on: Day;
  readonly due_on: Day;
  readonly within_days: number;
  readonly measurable: boolean;
  readonly overdue_on: Day | null;
  readonly event_on: Day | null;
  readonly event_kind: string | null;
  readonly recovered_fen: string;
  readonly outstanding_fen: string;
}

/**
 * Holds predictions whose day has come (at most 2,000) against the ledger and stores what came of them; all of it or
 * nothing. Of several processes one waits for the other, so that nothing is due any more for whoever is told so; what is
 * graded stays as it is. Each is judged as of its own day, however late that happens, and only once the ledger has
 * reached that day.
 * @returns how many were graded; 0: nothing is due
 */
export async function gradeDuePredictions(database: Database, asOf: Day, now: Date): Promise<number> {
  return withinTransaction(database, (client) => gradeWithin(client, asOf, now));
}

async function gradeWithin(client: pg.PoolClient, asOf: Day, now: Date): Promise<number> {
  await client.query(`CREATE TEMPORARY TABLE due_gradings (
    id bigint GENERATED ALWAYS AS IDENTITY, alert_prediction_id bigint, after_days int, due_on date) ON COMMIT DROP`);
  const taken = await client.query(
    `INSERT INTO due_gradings (alert_prediction_id, after_days, due_on)
     SELECT alert_prediction_id, after_days, due_on FROM effect_gradings
     WHERE outcome IS NULL AND due_on <= ${judgedUntilSql('$1')}
     ORDER BY due_on, alert_prediction_id LIMIT ${BATCH}
     FOR UPDATE`,
    [asOf],
  );
  if ((taken.rowCount ?? 0) === 0) return 0;
  const measured = await measure(client);
  const graded = measured.map((row) => ({ row, ...gradePrediction(observationOf(row)) }));
  await client.query(
    `UPDATE effect_gradings grading SET outcome = graded.outcome, happening = graded.happening,
       happened_on = graded.happened_on, lead_days = graded.lead_days, recovered_fen = graded.recovered_fen,
       outstanding_fen = graded.outstanding_fen, graded_at = $9
     FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::date[], $6::int[], $7::bigint[], $8::bigint[])
       AS graded (id, after_days, outcome, happening, happened_on, lead_days, recovered_fen, outstanding_fen)
     WHERE grading.alert_prediction_id = graded.id AND grading.after_days = graded.after_days`,
    [
      graded.map(({ row }) => row.prediction_id),
      graded.map(({ row }) => row.after_days),
      graded.map(({ outcome }) => outcome),
      graded.map(({ happening }) => happening?.what ?? null),
      graded.map(({ happening }) => happening?.on ?? null),
      graded.map(({ leadDays }) => leadDays),
      graded.map(({ row }) => row.recovered_fen),
      graded.map(({ row }) => row.outstanding_fen),
      now,
    ],
  );
  const countOf = (outcome: string) => graded.filter((one) => one.outcome === outcome).length;
  await appendAudit(client, {
    at: now,
    actor: SYSTEM,
    surface: 'job',
    action: 'effect_graded',
    subjectKind: 'effect',
    subjectId: asOf,
    after: {
      predictions: graded.length,
      confirmed: countOf('confirmed'),
      falseAlarms: countOf('false_alarm'),
      undecided: countOf('undecided'),
    },
  });
  return graded.length;
}

function observationOf(row: Measured) {
  const { made_on, within_days, due_on, measurable, overdue_on, event_on, event_kind } = row;
  const happenings = [
    ...(overdue_on === null ? [] : [{ what: 'overdue', on: overdue_on }]),
    ...(event_on === null || event_kind === null ? [] : [{ what: event_kind, on: event_on }]),
  ];
  return { madeOn: made_on, withinDays: within_days, gradedOn: due_on, measurable, happenings };
}

/** What the ledger and the events show of each of `due_gradings`, as of its own day. */
async function measure(client: pg.PoolClient): Promise<Measured[]> {
  await askLedger(
    client,
    `SELECT due.id, alert.customer_id, prediction.made_on, least(due.due_on, prediction.made_on + prediction.within_days),
       prediction.days_past_due, prediction.at_least_fen
     FROM due_gradings due JOIN alert_predictions prediction ON prediction.id = due.alert_prediction_id
     JOIN alerts alert ON alert.id = prediction.alert_id`,
    [],
  );
  await client.query(`CREATE TEMPORARY TABLE due_overdue ON COMMIT DROP AS ${FIRST_OVERDUE_SQL}`);
  await askLedger(
    client,
    `SELECT due.id, alert.customer_id, prediction.made_on, due.due_on, NULL::int, NULL::bigint
     FROM due_gradings due JOIN alert_predictions prediction ON prediction.id = due.alert_prediction_id
     JOIN alerts alert ON alert.id = prediction.alert_id`,
    [],
  );
  const { rows } = await client.query<Measured>(
    `WITH recovered AS (${RECOVERED_SQL})
     SELECT due.alert_prediction_id::text AS prediction_id, due.after_days, prediction.made_on::text, due.due_on::text,
       prediction.within_days,
       prediction.days_past_due IS NOT NULL OR cardinality(prediction.events) > 0 AS measurable,
       due_overdue.happened_on::text AS overdue_on, event.occurred_on::text AS event_on, event.kind AS event_kind,
       coalesce(recovered.recovered_fen, 0)::text AS recovered_fen,
       coalesce(recovered.outstanding_fen, 0)::text AS outstanding_fen
     FROM due_gradings due
     JOIN alert_predictions prediction ON prediction.id = due.alert_prediction_id
     JOIN alerts alert ON alert.id = prediction.alert_id
     LEFT JOIN due_overdue ON due_overdue.id = due.id
     LEFT JOIN recovered ON recovered.id = due.id
     LEFT JOIN LATERAL (
       SELECT occurred_on, kind FROM events
       WHERE events.customer_id = alert.customer_id AND events.kind = ANY(prediction.events)
         AND events.occurred_on > prediction.made_on AND events.observed_on <= due.due_on
         AND events.occurred_on <= least(due.due_on, prediction.made_on + prediction.within_days)
       ORDER BY occurred_on, kind LIMIT 1
     ) event ON true`,
  );
  return rows;
}
