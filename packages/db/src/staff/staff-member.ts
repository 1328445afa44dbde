import { isRole, type Role } from '@xinshao/core/roles/roles.ts';

/** One person of the staff list (§4 staff). */
export interface StaffMember {
  readonly code: string;
  readonly name: string;
  readonly role: Role;
  readonly email: string | null;
  readonly slackUserId: string | null;
  readonly managerCode: string | null;
  readonly teamCode: string | null;
}

/** SQL: what is read of a row of `staff`. */
export const STAFF_COLUMNS = `staff.code, staff.name, staff.role, staff.email, staff.slack_user_id AS "slackUserId",
  staff.manager_code AS "managerCode", staff.team_code AS "teamCode"`;

/** A row of table `staff` as `STAFF_COLUMNS` selects it. */
export interface StaffRow {
  code: string;
  name: string;
  role: string;
  email: string | null;
  slackUserId: string | null;
  managerCode: string | null;
  teamCode: string | null;
}

/** @returns null for a role the product does not know: such a person is treated as not on the list. */
export function staffMemberFromRow(row: StaffRow): StaffMember | null {
  const { role } = row;
  return isRole(role) ? { ...row, role } : null;
}
