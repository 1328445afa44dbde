import type { Member, Role } from '../roles/roles.ts';

/** Roles that see figures over all customers (§9: exposure of all). */
export const PORTFOLIO_ROLES: readonly Role[] = ['risk', 'finance', 'executive'];

/** Whether the member may see figures over all customers. */
export function maySeePortfolio(member: Pick<Member, 'role'>): boolean {
  return PORTFOLIO_ROLES.includes(member.role);
}

/** Whose alerts and figures a member may list (§9). */
export type SeenAlerts =
  /** Their own. */
  | { readonly kind: 'own'; readonly staffCode: string }
  /** Those of the people they lead, and their own. */
  | { readonly kind: 'team'; readonly staffCode: string; readonly teamCode: string | null }
  | { readonly kind: 'all' };

/** Exactly the alerts of customers whose details `seesDetails` shows the member. */
export function seenAlerts(member: Member): SeenAlerts {
  switch (member.role) {
    case 'sales':
      return { kind: 'own', staffCode: member.code };
    case 'sales_manager':
      return { kind: 'team', staffCode: member.code, teamCode: member.teamCode };
    case 'risk':
    case 'finance':
    case 'executive':
      return { kind: 'all' };
  }
}
