import type pg from 'pg';
import { copyLines } from './copy-lines.ts';

const COLUMNS = `customer_id, policy_hash, assessment_id, as_of, grade, score, digest, limit_fen, exposure_fen, overdue_fen,
  open_fen, maximum_days_past_due, next_look_on, stale_since, data_dates, aging_fen, facts`;

/** Writes what is now true of the customers of the run. A first run fills the table directly. */
export async function storeStates(client: pg.PoolClient, lines: readonly string[]): Promise<void> {
  const empty = await client.query('select 1 where not exists (select 1 from customer_state)');
  if (empty.rows.length > 0) {
    await copyLines(client, `customer_state (${COLUMNS})`, lines);
    return;
  }
  await client.query('create temporary table new_state (like customer_state) on commit drop');
  await copyLines(client, `new_state (${COLUMNS})`, lines);
  const assignments = COLUMNS.split(',')
    .map((column) => column.trim())
    .filter((column) => column !== 'customer_id')
    .map((column) => `${column} = excluded.${column}`);
  await client.query(
    `insert into customer_state (${COLUMNS}) select ${COLUMNS} from new_state
     on conflict (customer_id) do update set ${assignments.join(', ')}`,
  );
}
