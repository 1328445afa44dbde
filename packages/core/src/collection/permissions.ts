import { may } from '../roles/abilities.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import { WRITE_OFF_ROLES, type WriteOffRole } from './case.ts';

/** Sales collects from its own customers, a manager from the team's, risk from all (§9). */
export function mayCollect(member: Member, responsibility: Responsibility): boolean {
  return may(member, 'collect', responsibility).may;
}

/** Going to court or arbitration, and ending collection without the money, is decided by risk. */
export function mayDecideCollection(member: Member): boolean {
  return may(member, 'decide_collection').may;
}

/** The role in which a member answers a write-off; null: they do not. */
export function writeOffRole(member: Member): WriteOffRole | null {
  if (!may(member, 'decide_write_off').may) return null;
  return WRITE_OFF_ROLES.find((role) => role === member.role) ?? null;
}
