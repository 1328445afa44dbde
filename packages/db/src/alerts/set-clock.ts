import type { ClockStep } from '@xinshao/core/alerts/clock.ts';
import type { AuditOrigin, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import type { SqlExecutor } from '../queue/queue.ts';

/** A clock as the column `clock_steps` holds it: instants in milliseconds, which the database can index. */
export function clockJson(steps: readonly ClockStep[]): string {
  return JSON.stringify(steps.map(({ step, at, audience }) => ({ step, at: at.getTime(), audience })));
}

/** A step in the column `clock_steps`. */
export type StoredClockStep = Omit<ClockStep, 'at'> & { readonly at: number };

/** A clock as it was read from the column `clock_steps`. */
export function storedClock(steps: readonly StoredClockStep[]): ClockStep[] {
  return steps.map((step) => ({ ...step, at: new Date(step.at) }));
}

/** Lets the clock of an alert run from its first step on; steps of the clock before it do nothing any more. */
export async function startClock(within: SqlExecutor, alertId: string, steps: readonly ClockStep[]): Promise<void> {
  await within.query(
    'UPDATE alerts SET clock_generation = clock_generation + 1, clock_steps = $2::jsonb WHERE id = $1::bigint',
    [alertId, clockJson(steps)],
  );
}

/**
 * The alert is answered or closed: its clock stands, and the hold it had put on new credit ends.
 * @param origin who answered or closed it
 * @returns the audit entries of holds that ended
 */
export async function stopClock(
  client: pg.PoolClient,
  alertId: string,
  now: Date,
  origin: AuditOrigin,
): Promise<NewAuditEntry[]> {
  await client.query(
    `UPDATE alerts SET clock_generation = clock_generation + 1, clock_steps = '[]' WHERE id = $1::bigint`,
    [alertId],
  );
  const { rows } = await client.query<{ code: string; since: Date; reason: string }>(
    `UPDATE credit_holds hold SET ended_at = $2 FROM customers customer
     WHERE hold.alert_id = $1::bigint AND hold.ended_at IS NULL AND customer.id = hold.customer_id
     RETURNING customer.code, hold.since, hold.reason`,
    [alertId, now],
  );
  return rows.map(({ code, since, reason }) => ({
    at: now,
    ...origin,
    action: 'credit_hold_ended',
    subjectKind: 'customer',
    subjectId: code,
    before: { alert: alertId, because: reason, since: since.toISOString() },
  }));
}
