import { may } from '../roles/abilities.ts';
import type { Member, Responsibility } from '../roles/roles.ts';

/** Sales answers its own alerts, a manager those of the team (§9). */
export function mayAnswer(member: Member, responsibility: Responsibility): boolean {
  return may(member, 'answer_alert', responsibility).may;
}

/** Only risk reviews feedback and closes alerts (§9). */
export function mayReview(member: Member): boolean {
  return may(member, 'review_alert').may;
}
