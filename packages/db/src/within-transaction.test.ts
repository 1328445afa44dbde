import { expect, it } from 'vitest';
import { freshDatabase } from './testing/fresh-database.ts';
import { withinTransaction } from './within-transaction.ts';

const database = await freshDatabase();
const { pool } = database;
await pool.query('CREATE TABLE accounts (name text PRIMARY KEY, amount int NOT NULL)');
await pool.query(`INSERT INTO accounts VALUES ('one', 0), ('other', 0)`);
const amounts = async () =>
  (await pool.query('SELECT amount FROM accounts ORDER BY name')).rows.map(({ amount }) => amount);

it('two that lock the same in opposite order both count, once each', async () => {
  const met = { one: Promise.withResolvers<void>(), other: Promise.withResolvers<void>() };
  let tries = 0;
  const add = (first: 'one' | 'other', second: 'one' | 'other') =>
    withinTransaction(database, async (client) => {
      tries += 1;
      const add = (name: string) => client.query('UPDATE accounts SET amount = amount + 1 WHERE name = $1', [name]);
      await add(first);
      met[first].resolve();
      await met[second].promise;
      await add(second);
    });
  await Promise.all([add('one', 'other'), add('other', 'one')]);
  expect(tries).toBeGreaterThan(2);
  expect(await amounts()).toEqual([2, 2]);
});

it('any other failure is not tried again', async () => {
  let tries = 0;
  const failing = withinTransaction(database, async (client) => {
    tries += 1;
    await client.query(`INSERT INTO accounts VALUES ('one', 0)`);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(tries).toBe(1);
});

it('who stands in the way for ever is told so in the end', async () => {
  let tries = 0;
  const failing = withinTransaction(database, async (client) => {
    tries += 1;
    await client.query(`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`);
  });
  await expect(failing).rejects.toMatchObject({ code: '40001' });
  expect(tries).toBe(5);
});
