import type { CompanyGroup } from '@xinshao/core/groups/find-groups.ts';
import type pg from 'pg';
import { TOUCHED } from './staging.ts';

/** Stores the groups as they are now; a group that keeps its leader keeps its id. */
export async function replaceGroups(client: pg.ClientBase, groups: readonly CompanyGroup[]): Promise<void> {
  const leaders = groups.map(({ leader }) => leader);
  await client.query(
    `INSERT INTO customer_groups (code, name)
     SELECT code, name FROM customers WHERE code = ANY($1::text[])
     ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE customer_groups.name <> excluded.name`,
    [leaders],
  );
  const membership = groups.flatMap(({ leader, members }) => members.map((member) => [member, leader] as const));
  await client.query(
    `WITH membership AS (SELECT * FROM unnest($1::text[], $2::text[]) AS m (code, leader)),
     wanted AS (
       SELECT c.id, c.group_id AS before, g.id AS after
       FROM customers c
       LEFT JOIN membership m ON m.code = c.code
       LEFT JOIN customer_groups g ON g.code = m.leader
       WHERE c.group_id IS DISTINCT FROM g.id),
     moved AS (UPDATE customers SET group_id = wanted.after FROM wanted WHERE customers.id = wanted.id),
     concerned AS (SELECT before AS id FROM wanted UNION SELECT after FROM wanted)
     INSERT INTO ${TOUCHED}
     SELECT id FROM wanted UNION SELECT c.id FROM customers c JOIN concerned ON concerned.id = c.group_id
     ON CONFLICT DO NOTHING`,
    [membership.map(([member]) => member), membership.map(([, leader]) => leader)],
  );
  await client.query('DELETE FROM customer_groups WHERE code <> ALL($1::text[])', [leaders]);
}
