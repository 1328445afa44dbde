import { type Actor, may } from './abilities.ts';

/** What a member of staff does in the credit process (§9). */
export const ROLES = ['sales', 'sales_manager', 'risk', 'finance', 'executive'] as const;
export type Role = (typeof ROLES)[number];

/** The part of a member of staff that decides what they may see and do. */
export interface Member {
  readonly code: string;
  readonly role: Role;
  readonly teamCode: string | null;
}

/** Who answers for a customer: its sales owner, that owner's team and manager. All null: nobody is named. */
export interface Responsibility {
  readonly ownerCode: string | null;
  readonly ownerTeamCode: string | null;
  readonly ownerManagerCode: string | null;
}

/**
 * Whether the actor may see a customer's exposure, aging, statements and reasons (§9). Everyone on the staff list may
 * see grade, limit and terms; that is no question for this function.
 */
export function seesDetails(actor: Actor, responsibility: Responsibility): boolean {
  return may(actor, 'see_details', responsibility).may;
}

/** @returns whether the text is one of the five roles */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
