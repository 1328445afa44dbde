import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Database } from '../database.ts';

/** Who answers for a customer. All null where nobody is named, and where there is no such customer. */
export async function responsibilityOf(database: Database, customerId: number): Promise<Responsibility> {
  const { rows } = await database.pool.query<Responsibility>(
    `SELECT customer.sales_owner AS "ownerCode", owner.team_code AS "ownerTeamCode", owner.manager_code AS "ownerManagerCode"
     FROM customers customer LEFT JOIN staff owner ON owner.code = customer.sales_owner WHERE customer.id = $1`,
    [customerId],
  );
  return rows[0] ?? { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null };
}
