import type { Addressee } from '@xinshao/core/documents/open-items.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Database } from '../database.ts';

/** A customer that a document can be made for, and who answers for it. */
export interface DocumentCustomer extends Addressee {
  readonly id: number;
  readonly responsibility: Responsibility;
}

/** @returns null when no customer has the code */
export async function customerByCode(database: Database, code: string): Promise<DocumentCustomer | null> {
  const { rows } = await database.pool.query<{
    id: number;
    code: string;
    name: string;
    uscc: string | null;
    owner_code: string | null;
    owner_team_code: string | null;
    owner_manager_code: string | null;
  }>(
    `SELECT customer.id, customer.code, customer.name, customer.uscc, customer.sales_owner AS owner_code,
       owner.team_code AS owner_team_code, owner.manager_code AS owner_manager_code
     FROM customers customer LEFT JOIN staff owner ON owner.code = customer.sales_owner
     WHERE customer.code = $1`,
    [code],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    uscc: row.uscc,
    responsibility: {
      ownerCode: row.owner_code,
      ownerTeamCode: row.owner_team_code,
      ownerManagerCode: row.owner_manager_code,
    },
  };
}
