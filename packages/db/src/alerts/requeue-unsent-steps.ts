import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '../database.ts';
import { isToBeTriedAgain } from '../outbox/try-again.ts';
import { enqueueSteps, type Queue } from '../queue/queue.ts';

const BATCH = 500;

/**
 * Queues the messages of steps again that were not sent for so many minutes: after a long outage, or until a person
 * has corrected what Slack refused. Each is queued once in that time, however many processes sweep; what was
 * refused too often waits for a person.
 * @returns how many were queued
 */
export async function requeueUnsentSteps(
  database: Database,
  queue: Queue,
  now: Date,
  minutes: number,
): Promise<number> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ stepId: string; severity: Severity }>(
      `WITH unsent AS (
         SELECT id FROM alert_steps step
         WHERE state IN ('pending', 'sending', 'failed') AND planned
           AND ${isToBeTriedAgain('step', { now: '$1', minutes: '$2' })}
         ORDER BY queued_at LIMIT $3
         FOR UPDATE SKIP LOCKED
       )
       UPDATE alert_steps step SET queued_at = $1 FROM unsent, alerts alert
       WHERE step.id = unsent.id AND alert.id = step.alert_id
       RETURNING step.id::text AS "stepId", alert.severity`,
      [now, minutes, BATCH],
    );
    await enqueueSteps(queue, rows, client);
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
