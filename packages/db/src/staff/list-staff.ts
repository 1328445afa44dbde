import type { Database } from '../database.ts';
import { type StaffMember, staffMemberFromRow } from './staff-member.ts';

/** Everyone on the staff list with a known role, by code. */
export async function listStaff(database: Database): Promise<StaffMember[]> {
  const rows = await database.prisma.staff.findMany({ orderBy: { code: 'asc' } });
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}

/** The risk officers to name to somebody who is not on the staff list; at most `limit`. */
export async function riskOfficers(database: Database, limit = 3): Promise<StaffMember[]> {
  const rows = await database.prisma.staff.findMany({ where: { role: 'risk' }, orderBy: { code: 'asc' }, take: limit });
  return rows.map(staffMemberFromRow).filter((member) => member !== null);
}
