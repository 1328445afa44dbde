import type pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../testing/fresh-database.ts';
import { putAsidePrimaryKey } from './primary-key.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  database = await freshDatabase();
});

const KEY = `SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = 'teams'::regclass AND contype = 'p'`;

/** Runs work in a transaction that is rolled back where the work throws. */
async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

describe('a primary key that is put aside for a first load', () => {
  it('is the same when it is back', async () => {
    const before = (await database.pool.query(KEY)).rows;
    await inTransaction(async (client) => {
      const restore = await putAsidePrimaryKey(client, 'teams');
      expect((await client.query(KEY)).rows).toEqual([]);
      await client.query(`INSERT INTO teams (code, name) VALUES ('A', 'a'), ('B', 'b')`);
      await restore?.();
    });
    expect(before).toHaveLength(1);
    expect((await database.pool.query(KEY)).rows).toEqual(before);
  });

  it('does not come back over two rows with the same key; the table is then as it was', async () => {
    const load = inTransaction(async (client) => {
      const restore = await putAsidePrimaryKey(client, 'teams');
      await client.query(`INSERT INTO teams (code, name) VALUES ('A', 'a'), ('A', 'b')`);
      await restore?.();
    });
    await expect(load).rejects.toMatchObject({ code: '23505' });
    expect((await database.pool.query(KEY)).rows).toHaveLength(1);
    expect((await database.pool.query('SELECT * FROM teams')).rows).toEqual([]);
  });

  it('stays where somebody is reading the table, and the load goes on', async () => {
    await inTransaction(async (reader) => {
      await reader.query('SELECT * FROM teams');
      await inTransaction(async (client) => {
        expect(await putAsidePrimaryKey(client, 'teams')).toBeNull();
        await client.query(`INSERT INTO teams (code, name) VALUES ('A', 'a')`);
      });
    });
    expect((await database.pool.query('SELECT code FROM teams')).rows).toEqual([{ code: 'A' }]);
    expect((await database.pool.query(KEY)).rows).toHaveLength(1);
  });
});
