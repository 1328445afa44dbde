import type pg from 'pg';
import { STAGING, TOUCHED } from './staging.ts';

/** Appends the customers whose data changed, so that the next monitor run looks at them. */
export async function noteTouchedCustomers(client: pg.ClientBase): Promise<void> {
  await client.query(`INSERT INTO customer_changes (customer_id) SELECT customer_id FROM ${TOUCHED}`);
}

/** Figures of an industry concern every customer in it. */
export async function touchCustomersOfIndustries(client: pg.ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO ${TOUCHED} SELECT id FROM customers WHERE industry IN (SELECT industry FROM ${STAGING})
     ON CONFLICT DO NOTHING`,
  );
}

/** Notes customers by id. */
export async function touchCustomers(client: pg.ClientBase, ids: readonly number[]): Promise<void> {
  await client.query(`INSERT INTO ${TOUCHED} SELECT unnest($1::integer[]) ON CONFLICT DO NOTHING`, [ids]);
}
