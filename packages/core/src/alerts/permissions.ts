import { may } from '../roles/abilities.ts';
import type { Member, Responsibility } from '../roles/roles.ts';

/** Sales answers its own alerts, a manager those of the team (§9). */
export function mayAnswer(member: Member, responsibility: Responsibility): boolean {
  return may(member, 'answer_alert', responsibility).may;
}

/**
 * An answer that nobody has reviewed yet is corrected by whoever gave it, or by the manager.
 * @param answeredBy null: not known, then whoever may answer may correct
 */
export function mayCorrect(member: Member, responsibility: Responsibility, answeredBy: string | null): boolean {
  return (
    mayAnswer(member, responsibility) &&
    (answeredBy === null || member.code === answeredBy || member.role === 'sales_manager')
  );
}

/** Only risk reviews feedback and closes alerts (§9). */
export function mayReview(member: Member): boolean {
  return may(member, 'review_alert').may;
}

/** What risk put on a customer, risk ends: whoever may review alerts (§9). */
export function mayEndMeasure(member: Member): boolean {
  return may(member, 'review_alert').may;
}
