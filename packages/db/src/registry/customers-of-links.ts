import type { Day } from '@xinshao/core/day/day.ts';
import type { RegistryPage } from '@xinshao/core/registry/sites.ts';
import type { Database } from '../database.ts';

/** What everybody on the staff list may know of the customer behind a link. */
export interface LinkedCustomer {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  /** null: never assessed, or insufficient data. */
  readonly grade: string | null;
  /** Of the latest assessment; all null: never assessed. */
  readonly policyHash: string | null;
  readonly asOf: Day | null;
  readonly assessmentId: string | null;
}

const CUSTOMER = `customer.id AS "customerId", customer.code, customer.name, state.grade,
  state.policy_hash AS "policyHash", state.as_of::text AS "asOf", state.assessment_id::text AS "assessmentId"`;

/** The customer of a registry page; null when nobody has confirmed whose page it is. */
export async function customerOfPage(database: Database, page: RegistryPage): Promise<LinkedCustomer | null> {
  const { rows } = await database.pool.query<LinkedCustomer>(
    `SELECT ${CUSTOMER} FROM registry_pages page JOIN customers customer ON customer.id = page.customer_id
     LEFT JOIN customer_state state ON state.customer_id = customer.id WHERE page.site = $1 AND page.page_id = $2`,
    [page.site, page.pageId],
  );
  return rows[0] ?? null;
}

/** The customer with a code; null when there is none. */
export async function customerOfCode(database: Database, code: string): Promise<LinkedCustomer | null> {
  const { rows } = await database.pool.query<LinkedCustomer>(
    `SELECT ${CUSTOMER} FROM customers customer
     LEFT JOIN customer_state state ON state.customer_id = customer.id WHERE customer.code = $1`,
    [code],
  );
  return rows[0] ?? null;
}
