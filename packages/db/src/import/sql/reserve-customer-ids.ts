import type pg from 'pg';

/** Takes ids for customers that a file makes known. A number that is not used in the end leaves a harmless gap. */
export async function reserveCustomerIds(pool: pg.Pool, count: number): Promise<number[]> {
  const result = await pool.query<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence('customers', 'id'))::integer AS id FROM generate_series(1, $1)`,
    [count],
  );
  return result.rows.map(({ id }) => id);
}
