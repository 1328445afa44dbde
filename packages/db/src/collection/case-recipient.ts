import { isRole, type Member } from '@xinshao/core/roles/roles.ts';
import type { AlertPerson } from '../alerts/alert-view.ts';
import type { Database } from '../database.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import type { CaseWorker } from './show-case.ts';

/** A member of staff who can be addressed, and of whom it can be asked what they may do. */
export type CaseRecipient = AlertPerson & Member;

/** Who stands in where nobody holds a place: the next one up. */
export const UPWARDS: Readonly<Record<CaseWorker, readonly CaseWorker[]>> = {
  owner: ['owner', 'manager', 'risk'],
  manager: ['manager', 'risk'],
  risk: ['risk'],
};

/**
 * The one who works on a case, as a subquery over its `customer` and the customer's `owner`.
 * @param chain SQL of a text array: the role, and those above it
 */
export function caseRecipientSql(chain: string): string {
  return `SELECT person.code, person.name, person.role, person.email, person.slack_user_id AS "slackUserId",
       person.team_code AS "teamCode"
     FROM unnest(${chain}) WITH ORDINALITY AS link (worker, place)
     JOIN ${PRESENT_STAFF} person ON CASE link.worker
       WHEN 'owner' THEN person.code = customer.sales_owner
       WHEN 'manager' THEN person.code = owner.manager_code
         OR (person.role = 'sales_manager' AND person.team_code = owner.team_code)
       ELSE person.role = 'risk' END
     ORDER BY link.place, person.code IS NOT DISTINCT FROM owner.manager_code DESC,
       EXISTS (SELECT FROM ${PRESENT_STAFF} boss WHERE boss.code = person.manager_code AND boss.role = person.role),
       (SELECT count(*) FROM ${PRESENT_STAFF} report WHERE report.manager_code = person.code) DESC, person.code
     LIMIT 1`;
}

/**
 * Who works on a case in a role: the customer's sales owner, that owner's manager, or the head of risk (who has nobody
 * of risk above them, and of several the one with the most people).
 * @returns null when the staff list has nobody for it, nor anybody further up
 */
export async function caseRecipient(
  database: Database,
  caseId: string,
  worker: CaseWorker,
): Promise<CaseRecipient | null> {
  const { rows } = await database.pool.query<AlertPerson & { role: string; teamCode: string | null }>(
    `SELECT recipient.* FROM collection_cases collection
     JOIN customers customer ON customer.id = collection.customer_id
     LEFT JOIN staff owner ON owner.code = customer.sales_owner
     CROSS JOIN LATERAL (${caseRecipientSql('$2::text[]')}) recipient
     WHERE collection.id = $1::bigint`,
    [caseId, UPWARDS[worker]],
  );
  const [row] = rows;
  if (row === undefined || !isRole(row.role)) return null;
  return { ...row, role: row.role };
}
