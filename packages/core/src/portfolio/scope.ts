import { ABILITY_TABLE } from '../roles/abilities.ts';
import type { Member } from '../roles/roles.ts';

/** Whose customers a member sees the figures of: exactly those whose details §9 shows them. */
export type PortfolioScope =
  | { readonly kind: 'own'; readonly staffCode: string }
  | { readonly kind: 'team'; readonly staffCode: string; readonly teamCode: string | null }
  | { readonly kind: 'all' };

/** @returns the scope that the role's ability to see details reaches; null: nobody's */
export function portfolioScope(member: Member): PortfolioScope | null {
  switch (ABILITY_TABLE.see_details[member.role]) {
    case 'all':
      return { kind: 'all' };
    case 'team':
      return { kind: 'team', staffCode: member.code, teamCode: member.teamCode };
    case 'own':
      return { kind: 'own', staffCode: member.code };
    case 'led':
    case 'none':
      return null;
  }
}
