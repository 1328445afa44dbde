import type { ClockStep } from '@xinshao/core/alerts/clock.ts';
import type { SqlExecutor } from '../queue/queue.ts';

/** A clock as the column `clock_steps` holds it: instants in milliseconds, which the database can index. */
export function clockJson(steps: readonly ClockStep[]): string {
  return JSON.stringify(steps.map(({ step, at, audience }) => ({ step, at: at.getTime(), audience })));
}

/** Lets the clock of an alert run from its first step on; steps of the clock before it do nothing any more. */
export async function startClock(within: SqlExecutor, alertId: string, steps: readonly ClockStep[]): Promise<void> {
  await within.query(
    'UPDATE alerts SET clock_generation = clock_generation + 1, clock_steps = $2::jsonb WHERE id = $1::bigint',
    [alertId, clockJson(steps)],
  );
}

/** The alert is answered or closed: its clock stands, and the hold it had put on new credit ends. */
export async function stopClock(within: SqlExecutor, alertId: string, now: Date): Promise<void> {
  await within.query(
    `WITH ended AS (UPDATE credit_holds SET ended_at = $2 WHERE alert_id = $1::bigint AND ended_at IS NULL)
     UPDATE alerts SET clock_generation = clock_generation + 1, clock_steps = '[]' WHERE id = $1::bigint`,
    [alertId, now],
  );
}
