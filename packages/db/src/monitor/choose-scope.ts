import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';

export interface Scope {
  /** null: every customer; else those in the temporary table `monitor_scope`. */
  readonly customers: 'monitor_scope' | null;
  /** The change notes that this run takes into account; deleted when it commits. */
  readonly changeIds: readonly string[];
}

/**
 * Chooses whom to look at, within the reading transaction: customers whose data changed, those whose result time alone
 * may have changed (R28), the members of the groups of both, as one's arrears count against the others (R27), those
 * never looked at, and all of them when the policy is new.
 */
export async function chooseScope(client: pg.PoolClient, asOf: Day, policyHash: string, full: boolean): Promise<Scope> {
  const changes = await client.query<{ ids: string[] | null }>(
    'select array_agg(id::text) as ids from customer_changes',
  );
  const changeIds = changes.rows[0]?.ids ?? [];
  if (full) return { customers: null, changeIds };
  await client.query('create temporary table monitor_scope (customer_id int primary key) on commit drop');
  await client.query(
    `insert into monitor_scope
     with changed as (
       select customer_id from customer_changes
       union select id from customers where not exists (select from customer_state where customer_id = id)
       union select customer_id from customer_state where policy_hash < $2
       union select customer_id from customer_state where policy_hash > $2
       union select customer_id from customer_state where policy_hash = $2 and next_look_on <= $1
     )
     select customer_id from changed
     union select peer.id from changed
       join customers member on member.id = changed.customer_id and member.group_id is not null
       join customers peer on peer.group_id = member.group_id`,
    [asOf, policyHash],
  );
  await client.query('analyze monitor_scope');
  const most = await client.query('select 1 from customers having 2 * (select count(*) from monitor_scope) > count(*)');
  // Reading everybody in one pass is faster than reading most of them one by one.
  return { customers: most.rows.length > 0 ? null : 'monitor_scope', changeIds };
}
