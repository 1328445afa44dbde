import type { Day } from '@xinshao/core/day/day.ts';
import type { JudgedEstimate } from '@xinshao/core/effect/brier.ts';
import { RECOVERY_DAYS } from '@xinshao/core/effect/recovery.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { judgedUntilSql } from './ledger-day.ts';
import { askLedger } from './questions.ts';
import { RECOVERED_SQL } from './recovered.ts';

const BATCH = 2_000;

/**
 * Notes estimates of recovery that were given since the last call: the first one of each person on each alert, since a
 * later one may already know what came of it. Safe to repeat and to run in several processes.
 * @returns how many were new
 */
export async function noteEstimates(database: Database, timeZone: string): Promise<number> {
  const { rowCount } = await database.pool.query(
    `INSERT INTO recovery_estimates (alert_id, staff_code, estimated_on, percent, due_on)
     SELECT alert_id, submitted_by, estimated_on, percent, estimated_on + $2::int
     FROM (
       SELECT DISTINCT ON (feedback.alert_id, feedback.submitted_by) feedback.alert_id, feedback.submitted_by,
         (feedback.submitted_at AT TIME ZONE $1)::date AS estimated_on,
         (feedback.answers ->> 'recovery_percent')::int AS percent
       FROM feedback
       WHERE NOT EXISTS (SELECT FROM recovery_estimates noted
         WHERE noted.alert_id = feedback.alert_id AND noted.staff_code = feedback.submitted_by)
       ORDER BY feedback.alert_id, feedback.submitted_by, feedback.revision
     ) first
     WHERE percent IS NOT NULL
     ON CONFLICT (alert_id, staff_code) DO NOTHING`,
    [timeZone, RECOVERY_DAYS],
  );
  return rowCount ?? 0;
}

/**
 * Holds estimates whose day has come (at most 2,000) against the ledger; atomic, and once for each. Of
 * several processes one waits for the other.
 * @returns how many were judged; 0: nothing is due
 */
export async function judgeDueEstimates(database: Database, asOf: Day, now: Date): Promise<number> {
  return withinTransaction(database, async (client) => {
    await client.query(`CREATE TEMPORARY TABLE due_estimates (
      id bigint GENERATED ALWAYS AS IDENTITY, alert_id bigint, staff_code text, estimated_on date, due_on date)
      ON COMMIT DROP`);
    const taken = await client.query(
      `INSERT INTO due_estimates (alert_id, staff_code, estimated_on, due_on)
       SELECT alert_id, staff_code, estimated_on, due_on FROM recovery_estimates
       WHERE graded_at IS NULL AND due_on <= ${judgedUntilSql('$1')}
       ORDER BY due_on, alert_id, staff_code LIMIT ${BATCH} FOR UPDATE`,
      [asOf],
    );
    if ((taken.rowCount ?? 0) === 0) return 0;
    await askLedger(
      client,
      `SELECT due.id, alert.customer_id, due.estimated_on, due.due_on, NULL::int, NULL::bigint
       FROM due_estimates due JOIN alerts alert ON alert.id = due.alert_id`,
      [],
    );
    await client.query(
      `WITH recovered AS (${RECOVERED_SQL})
       UPDATE recovery_estimates estimate SET overdue_fen = coalesce(recovered.overdue_fen, 0),
         recovered_fen = coalesce(recovered.recovered_fen, 0), graded_at = $1
       FROM due_estimates due LEFT JOIN recovered ON recovered.id = due.id
       WHERE estimate.alert_id = due.alert_id AND estimate.staff_code = due.staff_code`,
      [now],
    );
    return taken.rowCount ?? 0;
  });
}

/** An estimate that was judged, and whose it is. */
export interface EstimateOfPerson extends JudgedEstimate {
  readonly code: string;
}

/**
 * Estimates judged by a day, of one person or (null) of everybody, the earliest first. Those given when nothing was
 * overdue are left out: there was nothing to recover.
 */
export async function judgedEstimates(
  database: Database,
  staffCode: string | null,
  until: Day,
): Promise<EstimateOfPerson[]> {
  const { rows } = await database.pool.query<EstimateOfPerson>(
    `SELECT staff_code AS code, percent / 100.0::float8 AS estimate,
       least(1, greatest(0, recovered_fen::float8 / overdue_fen)) AS outcome
     FROM recovery_estimates
     WHERE graded_at IS NOT NULL AND overdue_fen > 0 AND due_on <= $2::date AND ($1::text IS NULL OR staff_code = $1)
     ORDER BY due_on, alert_id, staff_code`,
    [staffCode, until],
  );
  return rows;
}
