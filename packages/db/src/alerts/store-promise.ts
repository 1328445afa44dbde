import type { AlertState } from '@xinshao/core/alerts/alert.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { PromiseToPay } from '@xinshao/core/feedback/form.ts';
import type pg from 'pg';

export interface PromiseOfAnswer {
  readonly alertId: string;
  readonly customerId: number;
  /** undefined: the answer reports none. */
  readonly promise: PromiseToPay | undefined;
  /** The alert's state before the answer: in `answered` it corrects an answer that nobody reviewed yet. */
  readonly stateBefore: AlertState;
  readonly today: Day;
}

/**
 * Keeps the promise of an answer. The same promise said again stays what it is. Another one takes the place of an open
 * one whose day has not passed; one whose day has passed, or that was kept, goes on counting, so that nobody can rename
 * a broken promise. A correction, of an answer that nobody has reviewed yet, also replaces one that was kept meanwhile,
 * and counts payments from the day of the promise that it corrects.
 */
export async function storePromise(client: pg.PoolClient, answer: PromiseOfAnswer): Promise<void> {
  const { alertId, customerId, promise, today } = answer;
  const corrects = answer.stateBefore === 'answered';
  const { rows: standing } = await client.query<{ id: string; same: boolean; replaceable: boolean; made_on: Day }>(
    `SELECT id::text, made_on::text, due_on = $2::date AND amount_fen = $3::bigint AS same,
       due_on >= $4::date AND (state = 'open' OR $5) AS replaceable
     FROM promises WHERE alert_id = $1::bigint AND withdrawn_on IS NULL ORDER BY id DESC`,
    [alertId, promise?.date ?? null, promise?.amountFen ?? null, today, corrects],
  );
  if (!standing.some(({ same }) => same)) {
    const replaced = standing.filter(({ replaceable }) => replaceable);
    await client.query('UPDATE promises SET withdrawn_on = $2::date WHERE id = ANY($1::bigint[])', [
      replaced.map(({ id }) => id),
      today,
    ]);
    const madeOn = corrects ? (replaced[0]?.made_on ?? today) : today;
    if (promise !== undefined) {
      await client.query(
        `INSERT INTO promises (customer_id, alert_id, made_on, recorded_on, due_on, amount_fen)
         VALUES ($1, $2::bigint, $3::date, $4::date, $5::date, $6)`,
        [customerId, alertId, madeOn, today, promise.date, promise.amountFen],
      );
    }
  }
  await client.query('INSERT INTO customer_changes (customer_id) VALUES ($1)', [customerId]);
}
