import { z } from 'zod';
import { EVENT_KINDS } from '../facts/facts.ts';
import { WARNING_TYPES } from '../warnings/warning.ts';
import { idSchema, labelSchema, wholeNumber } from './parts.ts';

const arrearsSchema = z.strictObject({
  /** Open items at least so many days past due … */
  daysPastDue: wholeNumber.min(1),
  /** … must reach this amount together. */
  atLeastYuan: z.number().positive(),
});

const predictionSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  /** Whose warnings predict this: rules by id, and every rule of these types that no prediction names. */
  rules: z.array(idSchema).default([]),
  warningTypes: z.array(z.enum(WARNING_TYPES)).default([]),
  withinDays: wholeNumber.min(1),
  /** It comes true by arrears or by one of the events, whichever is first. */
  overdue: arrearsSchema.optional(),
  events: z.array(z.enum(EVENT_KINDS)).default([]),
});

/** What alerts predict, when they are graded on it, and what counts as missed (R42). */
export const effectSchema = z
  .strictObject({
    gradeAfterDays: z
      .array(wholeNumber.min(1).max(1000))
      .min(1)
      .refine((days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0))),
    predictions: z.array(predictionSchema),
    /** A customer newly so far in arrears, without an alert in so many days before, was missed. */
    missed: z.strictObject({ ...arrearsSchema.shape, alertWithinDays: wholeNumber.min(1) }),
  })
  .prefault({
    gradeAfterDays: [30, 90, 180],
    predictions: [],
    missed: { daysPastDue: 91, atLeastYuan: 1000, alertWithinDays: 180 },
  });

/** How estimates of recovery are weighed by how earlier ones of the same person came true (R52). */
export const estimatesSchema = z
  .strictObject({
    weighBy: z.enum(['brier', 'none']),
    /** Nobody is weighed by fewer judged estimates. */
    minimum: wholeNumber.min(2),
    /** So many estimates' worth of trust that a person is right as they are. */
    shrinkage: z.number().min(0).max(1000),
  })
  .prefault({ weighBy: 'none', minimum: 10, shrinkage: 10 });
