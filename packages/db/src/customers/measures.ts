import type { MeasureKind } from '@xinshao/core/alerts/review.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import type { Database } from '../database.ts';

/** What holds for a customer by decision of risk. */
export interface CustomerMeasure {
  readonly kind: MeasureKind;
  readonly since: Date;
  /** The last day; null: until it is ended. */
  readonly until: Day | null;
  readonly reason: string;
  /** The alert it came from; null: none. */
  readonly alertId: string | null;
}

/**
 * The measures that hold for a customer on a day, the strictest first; empty: none.
 * @param today in the company's time zone
 */
export async function measuresOf(database: Database, customerId: number, today: Day): Promise<CustomerMeasure[]> {
  const { rows } = await database.pool.query<CustomerMeasure>(
    `SELECT kind, since, until::text AS until, reason, alert_id::text AS "alertId"
     FROM customer_measures
     WHERE customer_id = $1 AND ended_at IS NULL AND (until IS NULL OR until >= $2::date)
     ORDER BY array_position(ARRAY['suspend', 'prepay', 'cut_limit', 'watch'], kind)`,
    [customerId, today],
  );
  return rows;
}

/** Puts a measure on a customer in the caller's transaction; one of the same kind that holds already ends with it. */
export async function beginMeasure(client: pg.PoolClient, customerId: number, measure: CustomerMeasure): Promise<void> {
  await client.query(
    'UPDATE customer_measures SET ended_at = $3 WHERE customer_id = $1 AND kind = $2 AND ended_at IS NULL',
    [customerId, measure.kind, measure.since],
  );
  await client.query(
    `INSERT INTO customer_measures (customer_id, kind, since, until, reason, alert_id)
     VALUES ($1, $2, $3, $4::date, $5, $6::bigint)`,
    [customerId, measure.kind, measure.since, measure.until, measure.reason, measure.alertId],
  );
}

/** Ends, in the caller's transaction, what an alert had put on its customer and still holds. */
export async function endMeasuresOfAlert(client: pg.PoolClient, alertId: string, now: Date): Promise<void> {
  await client.query('UPDATE customer_measures SET ended_at = $2 WHERE alert_id = $1::bigint AND ended_at IS NULL', [
    alertId,
    now,
  ]);
}
