import { leads, type Member, type Responsibility } from '../roles/roles.ts';
import { WRITE_OFF_ROLES, type WriteOffRole } from './case.ts';

/** Sales collects from its own customers, a manager from the team's, risk from all (§9). */
export function mayCollect(member: Member, responsibility: Responsibility): boolean {
  switch (member.role) {
    case 'sales':
      return responsibility.ownerCode === member.code;
    case 'sales_manager':
      return responsibility.ownerCode === member.code || leads(member, responsibility);
    case 'risk':
      return true;
    case 'finance':
    case 'executive':
      return false;
  }
}

/** Going to court or arbitration, and ending collection without the money, is decided by risk. */
export function mayDecideCollection(member: Member): boolean {
  return member.role === 'risk';
}

/** The role in which a member answers a write-off; null: they do not. */
export function writeOffRole(member: Member): WriteOffRole | null {
  return WRITE_OFF_ROLES.find((role) => role === member.role) ?? null;
}
