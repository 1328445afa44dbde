import type { CustomerView } from '../../audit/record-views.ts';
import type { Database } from '../../database.ts';

/** What is recorded of a look at the details of these customers, as they are assessed now. */
export async function viewsOfCustomers(database: Database, customerIds: readonly number[]): Promise<CustomerView[]> {
  const { rows } = await database.pool.query<CustomerView>(
    `SELECT customer.code AS "customerCode", 'details' AS view, state.as_of::text AS "asOf",
       state.assessment_id::text AS assessment
     FROM customers customer LEFT JOIN customer_state state ON state.customer_id = customer.id
     WHERE customer.id = ANY($1) ORDER BY array_position($1, customer.id)`,
    [customerIds],
  );
  return rows;
}
