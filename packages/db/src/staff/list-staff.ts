import type pg from 'pg';
import type { Database } from '../database.ts';
import { type StaffMember, type StaffRow, staffMemberFromRow } from './staff-member.ts';

/** Everyone on the staff list with a known role, by code. */
export async function listStaff(database: Database): Promise<StaffMember[]> {
  const rows = await database.prisma.staff.findMany({ orderBy: { code: 'asc' } });
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}

/** The same within the caller's transaction. */
export async function staffWithin(client: pg.PoolClient): Promise<StaffMember[]> {
  const { rows } = await client.query<StaffRow>(
    `SELECT code, name, role, email, slack_user_id AS "slackUserId", manager_code AS "managerCode",
       team_code AS "teamCode" FROM staff ORDER BY code`,
  );
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}

/** The risk officers to name to somebody who is not on the staff list; at most `limit`. */
export async function riskOfficers(database: Database, limit = 3): Promise<StaffMember[]> {
  const rows = await database.prisma.staff.findMany({ where: { role: 'risk' }, orderBy: { code: 'asc' }, take: limit });
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}
