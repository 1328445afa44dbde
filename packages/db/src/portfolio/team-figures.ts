import type { Fen } from '@xinshao/core/money/fen.ts';
import type { AlertKpis } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import { ANSWER_JOIN_SQL, KPI_COLUMNS_SQL } from './alert-kpis.ts';

/** One member of a team and what they owe. */
export interface TeamMemberFigures extends AlertKpis {
  readonly code: string;
  readonly name: string;
  /** Answers owed now, how many of them are past their deadline, and the exposure they are about. */
  readonly owed: number;
  readonly overdue: number;
  readonly owedExposureFen: Fen;
  /** Answers that wait for a review. */
  readonly waitingReview: number;
}

/** Whose people: those a manager leads, or those of a team. */
export type TeamChoice =
  | { readonly managerCode: string; readonly teamCode: string | null }
  | { readonly managerCode: null; readonly teamCode: string };

/**
 * Everybody in sales whom the manager leads, or who is in the team, with what they owe now and how they answered the
 * alerts opened since a moment; who has most overdue comes first. Empty: nobody.
 */
export async function teamFigures(
  database: Database,
  team: TeamChoice,
  period: { readonly since: Date; readonly now: Date },
): Promise<TeamMemberFigures[]> {
  const { rows } = await database.pool.query<TeamMemberFigures>(
    `WITH member AS (
       SELECT code, name, ${isPresentSql('staff')} AS present FROM staff
       WHERE role IN ('sales', 'sales_manager') AND (manager_code = $3 OR team_code = $4 OR code = $3)
     ), answered AS (
       SELECT alert.owner_code, ${KPI_COLUMNS_SQL}
       FROM alerts alert ${ANSWER_JOIN_SQL}
       WHERE alert.opened_at >= $2 AND alert.owner_code IN (SELECT code FROM member)
       GROUP BY alert.owner_code
     ), waiting AS (
       SELECT owner_code, count(*) FILTER (WHERE state <> 'answered')::int AS owed,
         count(*) FILTER (WHERE state <> 'answered' AND due_at < $1)::int AS overdue,
         sum(exposure_fen::float8) FILTER (WHERE state <> 'answered') AS exposure,
         count(*) FILTER (WHERE state = 'answered')::int AS review
       FROM alerts WHERE state IN ('open', 'returned', 'answered') AND owner_code IN (SELECT code FROM member)
       GROUP BY owner_code
     )
     SELECT member.code, member.name, coalesce(waiting.owed, 0) AS owed, coalesce(waiting.overdue, 0) AS overdue,
       coalesce(waiting.exposure, 0) AS "owedExposureFen", coalesce(waiting.review, 0) AS "waitingReview",
       coalesce(answered.opened, 0) AS opened, coalesce(answered.due, 0) AS due,
       coalesce(answered.answered, 0) AS answered, coalesce(answered."answeredInTime", 0) AS "answeredInTime",
       answered."medianHours", coalesce(answered.closed, 0) AS closed, coalesce(answered.confirmed, 0) AS confirmed
     FROM member
     LEFT JOIN answered ON answered.owner_code = member.code
     LEFT JOIN waiting ON waiting.owner_code = member.code
     WHERE (member.present AND member.code IS DISTINCT FROM $3) OR waiting.owner_code IS NOT NULL OR answered.owner_code IS NOT NULL
     ORDER BY overdue DESC, owed DESC, "owedExposureFen" DESC, member.code`,
    [period.now, period.since, team.managerCode, team.teamCode],
  );
  return rows;
}

/** A team by its code or name, or by how no other team's name begins; null: there is none. */
export async function findTeam(
  database: Database,
  text: string,
): Promise<{ readonly code: string; readonly name: string } | null> {
  const { rows } = await database.pool.query<{ code: string; name: string; exact: boolean }>(
    `SELECT code, name, lower($1) IN (lower(code), lower(name)) AS exact FROM teams
     WHERE lower(code) = lower($1) OR starts_with(lower(name), lower($1)) ORDER BY exact DESC, code LIMIT 2`,
    [text],
  );
  const [first, second] = rows;
  if (first === undefined || (second !== undefined && !first.exact)) return null;
  return { code: first.code, name: first.name };
}

/** Every team, by code. */
export async function listTeams(
  database: Database,
): Promise<readonly { readonly code: string; readonly name: string }[]> {
  const { rows } = await database.pool.query<{ code: string; name: string }>(
    'SELECT code, name FROM teams ORDER BY code',
  );
  return rows;
}
