import type { Stop } from '@xinshao/core/alerts/stop.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../database.ts';
import { stopSql } from './stop-sql.ts';

/** That nothing more is sold on account to a customer. */
export interface CustomerStop {
  readonly why: Stop;
  /** The last day of a suspension; null: until it is ended. */
  readonly until: Day | null;
}

/**
 * Why a customer gets no more credit on a day; null: it does, or there is no such customer.
 * @param today in the company's time zone
 */
export async function stopOf(database: Database, customerId: number, today: Day): Promise<CustomerStop | null> {
  const { rows } = await database.pool.query<CustomerStop>(
    `SELECT why, CASE WHEN why = 'suspended' THEN (
         SELECT nullif(max(coalesce(until, 'infinity')), 'infinity')::text FROM customer_measures
         WHERE customer_id = $1 AND kind = 'suspend' AND ended_at IS NULL) END AS until
     FROM customers customer CROSS JOIN LATERAL (SELECT ${stopSql('$2::date')} AS why) stopped
     WHERE customer.id = $1 AND why IS NOT NULL`,
    [customerId, today],
  );
  return rows[0] ?? null;
}
