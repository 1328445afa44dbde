import type { LargestCustomer } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** The customers with the largest exposure, the largest first; none without any. */
export async function largestCustomers(database: Database, count: number): Promise<LargestCustomer[]> {
  const { rows } = await database.pool.query<LargestCustomer>(
    `SELECT customer.id AS "customerId", customer.code, customer.name, state.grade,
       state.exposure_fen::float8 AS "exposureFen", state.overdue_fen::float8 AS "overdueFen",
       state.limit_fen::float8 AS "limitFen"
     FROM (SELECT customer_id, grade, exposure_fen, overdue_fen, limit_fen FROM customer_state
           WHERE exposure_fen > 0 ORDER BY exposure_fen DESC, customer_id LIMIT $1) state
     JOIN customers customer ON customer.id = state.customer_id
     ORDER BY state.exposure_fen DESC, state.customer_id`,
    [count],
  );
  return rows;
}
