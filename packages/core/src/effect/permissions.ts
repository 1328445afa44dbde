import type { Member } from '../roles/roles.ts';

/** Whether the member may see what became of everybody's alerts and estimates: who may see all customers (§9). */
export function seesEffect(member: Pick<Member, 'role'>): boolean {
  switch (member.role) {
    case 'sales':
    case 'sales_manager':
      return false;
    case 'risk':
    case 'finance':
    case 'executive':
      return true;
  }
}
