import type { Database } from '../database.ts';

/** How many requests for limits wait, by state: for `/metrics` and `/credit status`. */
export async function countWaitingRequests(database: Database): Promise<{ pending: number; returned: number }> {
  const { rows } = await database.pool.query<{ pending: number; returned: number }>(
    `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending,
       count(*) FILTER (WHERE state = 'returned')::int AS returned
     FROM limit_requests WHERE state IN ('pending', 'returned')`,
  );
  return rows[0] ?? { pending: 0, returned: 0 };
}
