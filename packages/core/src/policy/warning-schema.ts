import { z } from 'zod';
import { EVENT_KINDS } from '../facts/facts.ts';
import { FEEDBACK_FORMS, SEVERITIES, WARNING_TYPES } from '../warnings/warning.ts';
import { comparisonShape, conditionSchema } from './conditions.ts';
import { idSchema, labelSchema, wholeNumber } from './parts.ts';

const common = {
  id: idSchema,
  label: labelSchema,
  type: z.enum(WARNING_TYPES),
  form: z.enum(FEEDBACK_FORMS),
  coolDownDays: wholeNumber,
  /** The requirement the rule implements, for whoever audits the policy. */
  requirement: z.string().optional(),
};
const severity = z.enum(SEVERITIES);

/** A metric passes a threshold; the heaviest level that holds counts. */
const thresholdRuleSchema = z.strictObject({
  kind: z.literal('threshold'),
  ...common,
  metric: z.string(),
  /** Further conditions that must all hold: one indicator alone should not decide (R5). */
  onlyIf: z.array(conditionSchema).default([]),
  levels: z.array(z.strictObject({ severity, ...comparisonShape })).min(1),
});
export type ThresholdRule = z.infer<typeof thresholdRuleSchema>;

/** An outside event happened within so many days. */
const eventRuleSchema = z.strictObject({
  kind: z.literal('event'),
  ...common,
  event: z.enum(EVENT_KINDS),
  withinDays: wholeNumber,
  /** Number of events of 12 months from which the level holds. */
  levels: z.array(z.strictObject({ severity, countAtLeast: wholeNumber.min(1) })).min(1),
});
export type EventRule = z.infer<typeof eventRuleSchema>;

/** The grade fell by so many steps of the scale since the last assessment (R40). */
const downgradeRuleSchema = z.strictObject({
  kind: z.literal('downgrade'),
  ...common,
  levels: z.array(z.strictObject({ severity, stepsAtLeast: wholeNumber.min(1) })).min(1),
});
export type DowngradeRule = z.infer<typeof downgradeRuleSchema>;

/** A promise to pay was broken since the customer was last looked at (R45): each is raised once. */
const brokenPromiseRuleSchema = z.strictObject({
  kind: z.literal('broken_promise'),
  ...common,
  /** Broken promises whose day lies no longer ago count for the level. */
  withinDays: wholeNumber.min(1).max(730),
  levels: z.array(z.strictObject({ severity, countAtLeast: wholeNumber.min(1) })).min(1),
});
export type BrokenPromiseRule = z.infer<typeof brokenPromiseRuleSchema>;

export const warningRuleSchema = z.discriminatedUnion('kind', [
  thresholdRuleSchema,
  eventRuleSchema,
  downgradeRuleSchema,
  brokenPromiseRuleSchema,
]);
export type WarningRule = z.infer<typeof warningRuleSchema>;
