import type { Day } from '@xinshao/core/day/day.ts';
import { monthBefore } from '@xinshao/core/portfolio/change.ts';
import type { PortfolioDay, PortfolioSums } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';
import type { SqlExecutor } from '../queue/queue.ts';

/** Grades are compared with those of at most two years ago; so long it is kept who had which, and a little longer. */
const MEMBERS_KEPT = '26 months';

/**
 * Keeps, within a run's transaction, what the portfolio is on its day and whose the grades are; a later run of the same
 * day replaces it.
 */
export async function recordPortfolioDay(writer: SqlExecutor, asOf: Day): Promise<void> {
  await writer.query('DELETE FROM portfolio_days WHERE as_of = $1', [asOf]);
  await writer.query(
    `INSERT INTO portfolio_days (as_of, grade, customers, exposure_fen, open_fen, overdue_fen, customer_ids)
     SELECT $1, coalesce(grade, ''), count(*), sum(exposure_fen::float8), sum(open_fen::float8), sum(overdue_fen::float8),
       array_agg(customer_id)
     FROM customer_state GROUP BY 2`,
    [asOf],
  );
  await writer.query(
    `UPDATE portfolio_days SET customer_ids = NULL
     WHERE as_of < $1::date - interval '${MEMBERS_KEPT}' AND customer_ids IS NOT NULL`,
    [asOf],
  );
}

/** The last day of each of so many calendar months that has one, the oldest first. */
export async function portfolioHistory(database: Database, months: number): Promise<PortfolioDay[]> {
  return readDays(
    database,
    `as_of IN (SELECT max(as_of) FROM portfolio_days GROUP BY date_trunc('month', as_of) ORDER BY 1 DESC LIMIT $1)`,
    [months],
  );
}

/** The day a month before, or the last one before that; null: nothing so old was kept. */
export async function portfolioMonthBefore(database: Database, asOf: Day): Promise<PortfolioDay | null> {
  const days = await readDays(database, 'as_of = (SELECT max(as_of) FROM portfolio_days WHERE as_of <= $1::date)', [
    monthBefore(asOf),
  ]);
  return days[0] ?? null;
}

type DayRow = PortfolioSums & { readonly asOf: Day; readonly grade: string | null };

async function readDays(database: Database, condition: string, parameters: unknown[]): Promise<PortfolioDay[]> {
  const { rows } = await database.pool.query<DayRow>(
    `SELECT as_of::text AS "asOf", nullif(grade, '') AS grade, customers, exposure_fen::float8 AS "exposureFen",
       open_fen::float8 AS "openFen", overdue_fen::float8 AS "overdueFen"
     FROM portfolio_days WHERE ${condition} ORDER BY as_of, grade`,
    parameters,
  );
  const byDay = Map.groupBy(rows, ({ asOf }) => asOf);
  return [...byDay].map(([asOf, grades]) => {
    const sum = (figure: keyof PortfolioSums) => grades.reduce((whole, one) => whole + one[figure], 0);
    return {
      asOf,
      customers: sum('customers'),
      exposureFen: sum('exposureFen'),
      openFen: sum('openFen'),
      overdueFen: sum('overdueFen'),
      grades: grades.map(({ asOf: _, ...figures }) => figures),
    };
  });
}
