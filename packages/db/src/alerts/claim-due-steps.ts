import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { showStop } from './show-stop.ts';

/** Alerts whose next step is taken in one statement. */
const BATCH = 1_000;

/**
 * Takes the next step of every alert (at most 1,000) whose moment has come: notes it, moves the alert's clock on to the
 * step after it, and puts new credit on hold, with its audit entry and shown in the customer's alerts, where that is the
 * step; all of it or nothing. Whom it is told to and how is decided afterwards, over all of them (plan-steps.ts). Of several processes each takes other alerts. An alert that
 * was answered has no steps; one that lags behind by several is taken again by the next call.
 * @returns how many steps were taken; 0: nothing is due
 */
export async function claimDueSteps(database: Database, queue: Queue, now: Date): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<{ taken: number; held: readonly Held[] | null }>(
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
       RETURNING customer_id, alert_id, reason
     ), noted AS (
       INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at, planned)
       SELECT due.id, clock_generation, next_step, place, audience, next_step_at, $1, $1, false
       FROM due CROSS JOIN (VALUES ('direct'), ('thread')) AS places (place)
       WHERE place = 'direct' OR next_step LIKE 'escalation%'
       ON CONFLICT (alert_id, generation, step, place) DO NOTHING
     )
     SELECT (SELECT count(*)::int FROM due) AS taken,
       (SELECT json_agg(json_build_object('customerId', customer.id, 'customer', customer.code, 'alert', held.alert_id::text, 'reason', held.reason)
          ORDER BY held.alert_id)
        FROM held JOIN customers customer ON customer.id = held.customer_id) AS held`,
      [now, BATCH],
    );
    const [claimed] = rows;
    const held = claimed?.held ?? [];
    if (held.length > 0) {
      await appendAudits(
        client,
        held.map((hold) => creditHeld(hold, now)),
      );
      await showStop(
        client,
        queue,
        held.map(({ customerId }) => customerId),
      );
    }
    return claimed?.taken ?? 0;
  });
}

/** A hold on new credit that has just begun. */
interface Held {
  readonly customerId: number;
  /** Code. */
  readonly customer: string;
  readonly alert: string;
  readonly reason: string;
}

function creditHeld({ customer, alert, reason }: Held, now: Date): NewAuditEntry {
  return {
    at: now,
    actor: SYSTEM,
    surface: 'job',
    action: 'credit_held',
    subjectKind: 'customer',
    subjectId: customer,
    after: { alert, because: reason },
  };
}
