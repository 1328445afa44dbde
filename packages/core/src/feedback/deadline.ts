import type { Policy } from '../policy/schema.ts';
import type { Severity } from '../warnings/warning.ts';
import { addWorkingTime, type WorkingCalendar } from './working-time.ts';

/**
 * When the feedback on an alert is due (§8): the policy's working time for the severity, from when the alert opened,
 * was returned, or got worse.
 */
export function dueAt(
  severity: Severity,
  openedAt: Date,
  policy: Pick<Policy, 'feedback'>,
  calendar: WorkingCalendar,
): Date {
  const deadline = policy.feedback.deadlines[severity];
  const amount = 'workingHours' in deadline ? { hours: deadline.workingHours } : { days: deadline.workingDays };
  return addWorkingTime(openedAt, amount, calendar);
}
