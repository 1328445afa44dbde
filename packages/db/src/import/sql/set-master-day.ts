import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import { STAGING, TOUCHED } from './staging.ts';

/** Master data that the file confirms are fresh as of today, changed or not: their customers are looked at again. */
export async function setMasterDay(client: pg.ClientBase, today: Day): Promise<void> {
  await client.query(
    `WITH confirmed AS (
       UPDATE customers SET master_on = $1::date
       WHERE code IN (SELECT code FROM ${STAGING}) AND master_on IS DISTINCT FROM $1::date RETURNING id)
     INSERT INTO ${TOUCHED} SELECT id FROM confirmed ON CONFLICT DO NOTHING`,
    [today],
  );
}
