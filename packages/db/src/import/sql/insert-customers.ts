import { cleanName, exactKey, nearKey } from '@xinshao/core/company/name.ts';
import type { SqlExecutor } from '../../queue/queue.ts';
import type { NewCustomer } from '../customers/customer-directory.ts';

/** Creates customers that a ledger file made known; nothing but their names is known of them. */
export async function insertCustomers(
  client: SqlExecutor,
  customers: readonly { readonly id: number; readonly customer: NewCustomer }[],
): Promise<void> {
  if (customers.length === 0) return;
  await client.query(
    `INSERT INTO customers (id, code, name, name_key, near_key, uscc, region, industry, former_names, former_name_keys)
     SELECT *, '{}', '{}' FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    [
      customers.map(({ id }) => id),
      customers.map(({ customer }) => customer.code),
      customers.map(({ customer }) => cleanName(customer.name)),
      customers.map(({ customer }) => exactKey(customer.name)),
      customers.map(({ customer }) => nearKey(customer.name)),
      customers.map(({ customer }) => customer.uscc),
      customers.map(({ customer }) => customer.region),
      customers.map(({ customer }) => customer.industry),
    ],
  );
}
