import type { Day } from '@xinshao/core/day/day.ts';
import type { Facts } from '@xinshao/core/facts/facts.ts';
import type { PromiseTerms } from '@xinshao/core/promises/promise.ts';
import type { Database } from '../database.ts';
import { readFacts } from './read-facts.ts';

/**
 * The facts of one customer as of a day, read from the ledger as it stands now.
 * @param terms how the policy judges promises to pay; to the day and the whole amount unless told otherwise
 * @throws RangeError when there is no such customer
 */
export async function factsOf(database: Database, customerId: number, asOf: Day, terms?: PromiseTerms): Promise<Facts> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query('create temporary table monitor_scope (customer_id int primary key) on commit drop');
    await client.query('insert into monitor_scope values ($1)', [customerId]);
    await client.query('analyze monitor_scope');
    let found: Facts | null = null;
    for await (const batch of readFacts(client, asOf, 'monitor_scope', terms)) found = batch[0]?.facts ?? found;
    if (found === null) throw new RangeError(`no customer with id ${customerId}`);
    return found;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
