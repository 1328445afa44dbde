import { type Actor, ADMINISTRATOR, type GeneralAbility, may, type Permission } from '@xinshao/core/roles/abilities.ts';
import { describeForbidden, rolesWording } from '@xinshao/core/wording/roles.ts';
import type { Database } from '@xinshao/db/database.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { CommandEnvironment } from './environment.ts';
import { Refusal } from './refusal.ts';

type Acting = Pick<CommandEnvironment, 'staffCode' | 'output'>;

/** For whom a command acts: a member of staff, or the administrator. @throws Refusal for an unknown staff code */
export async function actorOf(database: Database, { staffCode, output }: Acting): Promise<Actor> {
  if (staffCode === null) return ADMINISTRATOR;
  const member = await staffByCode(database, staffCode);
  if (member === null) throw new Refusal(rolesWording[output.locale].unknownStaff({ code: staffCode }));
  return member;
}

/** For whom a command acts, once it is sure that they may (§9). @throws Refusal saying who may instead */
export async function actorWho(database: Database, acting: Acting, ability: GeneralAbility): Promise<Actor> {
  const actor = await actorOf(database, acting);
  insist(acting, may(actor, ability));
  return actor;
}

/** @throws Refusal saying who may instead */
export function insist({ output }: Acting, permission: Permission): void {
  if (!permission.may) throw new Refusal(describeForbidden(output.locale, permission));
}
