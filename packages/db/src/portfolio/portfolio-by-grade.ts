import type { GradeFigures } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';

/** Customers and amounts by grade, in no particular order; the policy knows which grade is best. */
export async function portfolioByGrade(database: Database): Promise<GradeFigures[]> {
  const { rows } = await database.pool.query<GradeFigures>(
    `SELECT grade, count(*)::int AS customers, sum(exposure_fen::float8) AS "exposureFen",
       sum(open_fen::float8) AS "openFen", sum(overdue_fen::float8) AS "overdueFen",
       coalesce(sum(limit_fen::float8), 0) AS "limitFen"
     FROM customer_state GROUP BY grade`,
  );
  return rows;
}
