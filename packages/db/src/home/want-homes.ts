import { enqueueHomes, type Queue, type SqlExecutor } from '../queue/queue.ts';

/** A Home tab nobody has opened for so long is not made anew; opening it does. */
const LOOKED_AT_WITHIN_DAYS = 14;
/** Changes that follow one another closely are shown together. */
const GATHER_SECONDS = 1;

/** Whose Home tabs show something that has just changed. */
export type HomesConcerned =
  /** The owner of an alert, whoever leads them, and all of risk. */
  | { readonly alertId: string }
  /** The owner of the customer, whoever leads them, all of risk, and who decides about a write-off. */
  | { readonly caseId: string }
  /** These members, by staff code. */
  | { readonly staffCodes: readonly string[] }
  | 'everybody';

/**
 * Within the caller's transaction, asks for the Home tabs of the people concerned to be made anew, a moment after it
 * commits. Ask as often as you like: a tab is published once for all the changes it had not shown yet.
 */
export async function wantHomes(client: SqlExecutor, queue: Queue, concerned: HomesConcerned): Promise<void> {
  const { condition, parameters } = conditionOf(concerned);
  const { rows } = await client.query(
    `WITH concerned AS (
       SELECT slack_user_id FROM home_views home
       WHERE opened_at > now() - $1 * interval '1 day' AND ${condition}
       ORDER BY slack_user_id FOR NO KEY UPDATE
     )
     UPDATE home_views home SET wanted_at = coalesce(home.wanted_at, clock_timestamp())
     FROM concerned WHERE home.slack_user_id = concerned.slack_user_id
     RETURNING home.slack_user_id AS user`,
    [LOOKED_AT_WITHIN_DAYS, ...parameters],
  );
  await enqueueHomes(queue, rows.flatMap(userIn), GATHER_SECONDS, client);
}

function conditionOf(concerned: HomesConcerned): { condition: string; parameters: unknown[] } {
  if (concerned === 'everybody') return { condition: 'true', parameters: [] };
  if ('staffCodes' in concerned) {
    return { condition: 'home.staff_code = ANY($2::text[])', parameters: [concerned.staffCodes] };
  }
  if ('caseId' in concerned) {
    return {
      condition: `home.staff_code IN (
        SELECT member.code FROM staff member
        JOIN collection_cases collected ON collected.id = $2::bigint
        JOIN customers customer ON customer.id = collected.customer_id
        LEFT JOIN staff owner ON owner.code = customer.sales_owner
        WHERE member.role IN ('risk', 'finance', 'executive') OR member.code IN (owner.code, owner.manager_code)
          OR (member.role = 'sales_manager' AND member.team_code = owner.team_code))`,
      parameters: [concerned.caseId],
    };
  }
  return {
    condition: `home.staff_code IN (
      SELECT member.code FROM staff member
      JOIN alerts alert ON alert.id = $2::bigint
      LEFT JOIN staff owner ON owner.code = alert.owner_code
      WHERE member.role = 'risk' OR member.code IN (alert.owner_code, owner.manager_code)
        OR (member.role = 'sales_manager' AND member.team_code = coalesce(owner.team_code, alert.team_code)))`,
    parameters: [concerned.alertId],
  };
}

function userIn(row: unknown): string[] {
  return typeof row === 'object' && row !== null && 'user' in row ? [String(row.user)] : [];
}
