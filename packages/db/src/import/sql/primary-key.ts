import type pg from 'pg';

/**
 * Nobody shall wait for us longer than this: then the rows go in with the key in place. It is less than the second after
 * which the server takes two who wait for each other apart, by failing one of them.
 */
const LOCK_TIMEOUT = '500ms';
/** PostgreSQL's code for a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Puts the primary key back. @throws the server's error 23505 when two rows have the same key */
export type RestoreKey = () => Promise<void>;

/**
 * Takes the primary key off an empty table, because building it once over millions of rows costs a fraction of
 * extending it row by row. The table is locked until the transaction ends, which is why only a large first load does
 * this.
 * @returns how to put it back; null when somebody is reading the table: then the key stays
 */
export async function putAsidePrimaryKey(client: pg.ClientBase, table: string): Promise<RestoreKey | null> {
  const found = await client.query<{ name: string; definition: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = $1::regclass AND contype = 'p'`,
    [table],
  );
  const [key] = found.rows;
  if (key === undefined) return null;
  await client.query('SAVEPOINT before_key');
  try {
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${key.name}"`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT before_key');
    return null;
  }
  await client.query('RELEASE SAVEPOINT before_key');
  await client.query('SET LOCAL lock_timeout = 0');
  return async () => {
    await client.query("SET LOCAL maintenance_work_mem = '512MB'");
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT "${key.name}" ${key.definition}`);
  };
}
