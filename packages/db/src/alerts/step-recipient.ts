import { type ClockAudience, upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import { isRole, type Member } from '@xinshao/core/roles/roles.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import type { AlertPerson } from './alert-view.ts';

/** A member of staff who can be addressed, and of whom it can be asked what they may do. */
export type StepRecipient = AlertPerson & Member;

/**
 * The one whom a step reaches, as a subquery over `alert` and its `owner`.
 * @param chain SQL of a text array: the audience, and those above it
 * @param passedOver SQL of a text array: staff codes of whom it cannot reach
 */
export function recipientSql(chain: string, passedOver = "'{}'::text[]"): string {
  return `SELECT person.code, person.name, person.role, person.email, person.slack_user_id AS "slackUserId",
       person.team_code AS "teamCode"
     FROM unnest(${chain}) WITH ORDINALITY AS link (audience, place)
     JOIN ${PRESENT_STAFF} person ON person.code <> ALL(${passedOver}) AND CASE link.audience
       WHEN 'owner' THEN person.code = alert.owner_code
       WHEN 'manager' THEN person.code IS DISTINCT FROM alert.owner_code AND (person.code = owner.manager_code
         OR (person.role = 'sales_manager' AND person.team_code = coalesce(owner.team_code, alert.team_code)))
       ELSE person.role = link.audience AND person.code IS DISTINCT FROM alert.owner_code END
     ORDER BY link.place, person.code IS NOT DISTINCT FROM owner.manager_code DESC,
       EXISTS (SELECT FROM ${PRESENT_STAFF} boss WHERE boss.code = person.manager_code AND boss.role = person.role),
       (SELECT count(*) FROM ${PRESENT_STAFF} report WHERE report.manager_code = person.code) DESC, person.code
     LIMIT 1`;
}

/**
 * Who is told at a step: the alert's owner; the manager of the owner or of the team; the head of risk; the head of the
 * executives. The head is who has nobody of the same role above, and of several the one with the most people. Where
 * the staff list has nobody for a place in the chain, or whoever held it has left, the next one above is told.
 * @returns null when the whole chain from there on is empty
 */
export async function stepRecipient(
  database: Database,
  alertId: string,
  audience: ClockAudience,
): Promise<StepRecipient | null> {
  const { rows } = await database.pool.query<AlertPerson & { role: string; teamCode: string | null }>(
    prepared(
      `SELECT recipient.* FROM alerts alert LEFT JOIN staff owner ON owner.code = alert.owner_code
     CROSS JOIN LATERAL (${recipientSql('$2::text[]')}) recipient
     WHERE alert.id = $1::bigint`,
      [alertId, upwardsFrom(audience)],
    ),
  );
  const [row] = rows;
  if (row === undefined || !isRole(row.role)) return null;
  return { ...row, role: row.role };
}
