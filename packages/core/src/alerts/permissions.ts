import { leads, type Member, type Responsibility } from '../roles/roles.ts';

/** Sales answers its own alerts, a manager those of the team (§9). */
export function mayAnswer(member: Member, responsibility: Responsibility): boolean {
  switch (member.role) {
    case 'sales':
      return responsibility.ownerCode === member.code;
    case 'sales_manager':
      return responsibility.ownerCode === member.code || leads(member, responsibility);
    case 'risk':
    case 'finance':
    case 'executive':
      return false;
  }
}

/** Only risk reviews feedback and closes alerts (§9). */
export function mayReview(member: Member): boolean {
  return member.role === 'risk';
}
