import type pg from 'pg';
import { STAGING } from './staging.ts';

/**
 * Before staged customers are merged: remembers the names of those who are called otherwise in the file, and makes all
 * names that a customer had in earlier imports former names of it. A file without former names (null) leaves the rest
 * of them as they are. A name that was only the code, because a ledger knew no other, is none.
 */
export async function keepEarlierNames(client: pg.ClientBase): Promise<void> {
  await client.query(
    `UPDATE customers c
     SET earlier_names = c.earlier_names || c.name, earlier_name_keys = c.earlier_name_keys || c.name_key
     FROM (SELECT DISTINCT ON (code) code, name_key FROM ${STAGING} ORDER BY code, line) s
     WHERE c.code = s.code AND c.name_key <> s.name_key AND c.name <> c.code
       AND c.name_key <> ALL(c.earlier_name_keys)`,
  );
  await client.query(
    `UPDATE ${STAGING} s SET former_names = c.former_names, former_name_keys = c.former_name_keys
     FROM customers c WHERE c.code = s.code AND s.former_names IS NULL`,
  );
  await client.query(
    `UPDATE ${STAGING} s SET former_names = '{}', former_name_keys = '{}'
     WHERE s.former_names IS NULL AND NOT EXISTS (SELECT FROM customers c WHERE c.code = s.code)`,
  );
  await client.query(
    `UPDATE ${STAGING} s
     SET (former_names, former_name_keys) = (
       SELECT coalesce(array_agg(name ORDER BY position), '{}'), coalesce(array_agg(key ORDER BY position), '{}')
       FROM (
         SELECT DISTINCT ON (key) name, key, position
         FROM unnest(s.former_names || c.earlier_names, s.former_name_keys || c.earlier_name_keys)
           WITH ORDINALITY AS former (name, key, position)
         WHERE key <> s.name_key ORDER BY key, position) kept)
     FROM customers c WHERE c.code = s.code AND c.earlier_names <> '{}'`,
  );
}
