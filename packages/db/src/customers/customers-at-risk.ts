import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Database } from '../database.ts';

export interface CustomerAtRisk {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly grade: string | null;
  readonly score: number;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  readonly limitFen: Fen | null;
}

/**
 * The member's own customers that owe money past due, use more than their limit or have an alert that is not closed,
 * the largest overdue amount first. Empty when there are none.
 */
export async function customersAtRiskOf(
  database: Database,
  staffCode: string,
  limit: number,
): Promise<CustomerAtRisk[]> {
  const { rows } = await database.pool.query<Record<string, string | null> & { customer_id: number; score: number }>(
    `SELECT state.customer_id, customer.code, customer.name, state.grade, state.score,
       state.exposure_fen, state.overdue_fen, state.limit_fen
     FROM customer_state state
     JOIN customers customer ON customer.id = state.customer_id
     WHERE customer.sales_owner = $1
       AND (state.overdue_fen > 0 OR state.exposure_fen > state.limit_fen
         OR EXISTS (SELECT FROM alerts alert WHERE alert.customer_id = customer.id AND alert.state <> 'closed'))
     ORDER BY state.overdue_fen DESC, state.exposure_fen DESC, customer.code
     LIMIT ${Math.trunc(limit)}`,
    [staffCode],
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
  }));
}
