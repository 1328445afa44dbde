import type { Database } from '../database.ts';

/** Alerts whose next step is taken in one statement. */
const BATCH = 1_000;

/**
 * Takes the next step of every alert (at most 1,000) whose moment has come: notes it, moves the alert's clock on to the
 * step after it, and puts new credit on hold where that is the step; all of it or nothing. Whom it is told to and how
 * is decided afterwards, over all of them (plan-steps.ts). Of several processes each takes other alerts. An alert that
 * was answered has no steps; one that lags behind by several is taken again by the next call.
 * @returns how many steps were taken; 0: nothing is due
 */
export async function claimDueSteps(database: Database, now: Date): Promise<number> {
  const { rows } = await database.pool.query<{ taken: number }>(
    `WITH due AS (
       SELECT id, customer_id, severity, clock_generation, next_step, next_step_at, clock_steps,
         clock_steps -> 0 ->> 'audience' AS audience
       FROM alerts
       WHERE next_step_at <= $1 AND state IN ('open', 'returned')
       ORDER BY next_step_at, id LIMIT $2
       FOR UPDATE SKIP LOCKED
     ), advanced AS (
       UPDATE alerts SET clock_steps = due.clock_steps - 0 FROM due WHERE alerts.id = due.id
     ), held AS (
       INSERT INTO credit_holds (customer_id, since, reason, alert_id)
       SELECT customer_id, $1, 'unanswered_alert', id FROM due WHERE next_step = 'hold'
       ON CONFLICT (alert_id) WHERE ended_at IS NULL DO NOTHING
     ), noted AS (
       INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at, planned)
       SELECT due.id, clock_generation, next_step, place, audience, next_step_at, $1, $1, false
       FROM due CROSS JOIN (VALUES ('direct'), ('thread')) AS places (place)
       WHERE place = 'direct' OR next_step LIKE 'escalation%'
       ON CONFLICT (alert_id, generation, step, place) DO NOTHING
     )
     SELECT count(*)::int AS taken FROM due`,
    [now, BATCH],
  );
  return rows[0]?.taken ?? 0;
}
