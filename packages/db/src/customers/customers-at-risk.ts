import type { Stop } from '@xinshao/core/alerts/stop.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Database } from '../database.ts';
import { stopSql } from './stop-sql.ts';

export interface CustomerAtRisk {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly grade: string | null;
  readonly score: number;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  readonly limitFen: Fen | null;
  /** null: it gets credit as before. */
  readonly stop: Stop | null;
}

/**
 * The member's own customers that owe money past due, use more than their limit, have an alert that is not closed or are
 * stopped, the largest overdue amount first. Empty when there are none.
 * @param today in the company's time zone: which measures still hold
 */
export async function customersAtRiskOf(
  database: Database,
  staffCode: string,
  today: Day,
  limit: number,
): Promise<CustomerAtRisk[]> {
  const { rows } = await database.pool.query<
    Record<string, string | null> & { customer_id: number; score: number; stop: Stop | null }
  >(
    `SELECT state.customer_id, customer.code, customer.name, state.grade, state.score,
       state.exposure_fen, state.overdue_fen, state.limit_fen, stopped.stop
     FROM customer_state state
     JOIN customers customer ON customer.id = state.customer_id
     CROSS JOIN LATERAL (SELECT ${stopSql('$2::date')} AS stop) stopped
     WHERE customer.sales_owner = $1
       AND (stopped.stop IS NOT NULL OR state.overdue_fen > 0 OR state.exposure_fen > state.limit_fen
         OR EXISTS (SELECT FROM alerts alert WHERE alert.customer_id = customer.id AND alert.state <> 'closed'))
     ORDER BY state.overdue_fen DESC, state.exposure_fen DESC, customer.code
     LIMIT ${Math.trunc(limit)}`,
    [staffCode, today],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    code: String(row.code),
    name: String(row.name),
    grade: row.grade ?? null,
    score: row.score,
    exposureFen: Number(row.exposure_fen),
    overdueFen: Number(row.overdue_fen),
    limitFen: row.limit_fen === null ? null : Number(row.limit_fen),
    stop: row.stop,
  }));
}
