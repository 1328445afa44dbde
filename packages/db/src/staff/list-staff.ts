import type pg from 'pg';
import type { Database } from '../database.ts';
import { PRESENT_STAFF } from './present-staff.ts';
import { STAFF_COLUMNS, type StaffMember, type StaffRow, staffMemberFromRow } from './staff-member.ts';

/** Everyone on the staff list who has a known role and has not left, by code. */
export async function listStaff(database: Database): Promise<StaffMember[]> {
  return staffWithin(database.pool);
}

/** The same within the caller's transaction. */
export async function staffWithin(client: pg.Pool | pg.PoolClient): Promise<StaffMember[]> {
  const { rows } = await client.query<StaffRow>(
    `SELECT ${STAFF_COLUMNS} FROM ${PRESENT_STAFF} staff ORDER BY staff.code`,
  );
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}

/** The risk officers to name to somebody who is not on the staff list; at most `limit`. */
export async function riskOfficers(database: Database, limit = 3): Promise<StaffMember[]> {
  return (await listStaff(database)).filter(({ role }) => role === 'risk').slice(0, limit);
}

/** Everyone with a known role who ever was on the staff list, by code. `leftAt`: null for who has no day of leaving. */
export async function wholeStaff(
  database: Database,
): Promise<{ readonly member: StaffMember; readonly leftAt: Date | null }[]> {
  const { rows } = await database.pool.query<StaffRow & { leftAt: Date | null }>(
    `SELECT ${STAFF_COLUMNS}, staff.left_at AS "leftAt" FROM staff ORDER BY staff.code`,
  );
  return rows.flatMap(({ leftAt, ...row }) => {
    const member = staffMemberFromRow(row);
    return member === null ? [] : [{ member, leftAt }];
  });
}
