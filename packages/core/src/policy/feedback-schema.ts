import { z } from 'zod';
import { EXTRA_FIELDS } from '../feedback/fields.ts';
import { FEEDBACK_FORMS, SEVERITIES } from '../warnings/warning.ts';
import { labelSchema, wholeNumber } from './parts.ts';

/** Working time: hours or days of the company's calendar, one of the two. */
const workingTimeSchema = z.union([
  z.strictObject({ workingHours: z.number().positive().max(10_000) }),
  z.strictObject({ workingDays: wholeNumber.min(1) }),
]);

/** Deadlines, forms and what follows a missed deadline (§8). */
export const feedbackSchema = z.strictObject({
  deadlines: z.record(z.enum(SEVERITIES), workingTimeSchema),
  forms: z.record(
    z.enum(FEEDBACK_FORMS),
    z.strictObject({ label: labelSchema, requires: z.array(z.enum(EXTRA_FIELDS)) }),
  ),
  /** At which shares of the time reminders go out. */
  reminders: z.array(z.number().positive().max(1)),
  /** Who is told, so many working hours after the deadline. */
  escalation: z.array(
    z.strictObject({ afterWorkingHours: z.number().min(0), to: z.enum(['manager', 'risk', 'executive']) }),
  ),
  /** Severities whose missed deadline puts new credit on hold. */
  holdNewCreditAfter: z.array(z.enum(SEVERITIES)),
});
