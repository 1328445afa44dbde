import { z } from 'zod';
import { DATA_SOURCES } from '../facts/facts.ts';
import { DIMENSIONS } from '../scorecard/assessment.ts';
import { approvalRulesSchema } from './approval-rules-schema.ts';
import { attachmentSchema, STANDARD_ATTACHMENTS } from './attachment-schema.ts';
import { collectionSchema, DEFAULT_COLLECTION } from './collection-schema.ts';
import { conditionSchema } from './conditions.ts';
import { effectSchema, estimatesSchema } from './effect-schema.ts';
import { feedbackSchema } from './feedback-schema.ts';
import { noticesSchema } from './notices-schema.ts';
import { idSchema, labelSchema, share, wholeNumber } from './parts.ts';
import { promiseSchema, STANDARD_PROMISE_TERMS } from './promise-schema.ts';
import { warningRuleSchema } from './warning-schema.ts';

/** Half-open `from ≤ x < to`, an end left out is open; or a word or yes/no; each with its points. */
const bandSchema = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  in: z.array(z.string()).min(1).optional(),
  is: z.boolean().optional(),
  points: z.number().min(0),
});
export type Band = z.infer<typeof bandSchema>;

const readingSchema = z.strictObject({ metric: z.string(), bands: z.array(bandSchema).min(1) });

const factorSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  dimension: z.enum(DIMENSIONS),
  maximumPoints: z.number().min(0).max(100),
  metric: z.string(),
  bands: z.array(bandSchema).min(1),
  /** Read in this order where the metric before is unknown. */
  alternatives: z.array(readingSchema).default([]),
  /** Points given, and confidence lost, when none of the metrics is known. */
  missing: z.strictObject({ points: z.number().min(0), confidence: share }),
});
export type Factor = z.infer<typeof factorSchema>;

const gradeSchema = z.strictObject({
  grade: z.string().min(1),
  label: labelSchema,
  from: z.number().min(0).max(100).optional(),
  to: z.number().min(0).max(100).optional(),
  /** Probability of default within a year. */
  pd: share,
  tier: z.string(),
});

const capSchema = z.strictObject({
  id: idSchema,
  label: labelSchema,
  grade: z.string(),
  /** All of them must hold. */
  when: z.array(conditionSchema).min(1),
  requirement: z.string().optional(),
});
export type Cap = z.infer<typeof capSchema>;

const limitsSchema = z.strictObject({
  roundDownToYuan: z.number().positive(),
  lossGivenDefault: share,
  /** Part of a customer's total purchases taken as bought from us while we have no sales history with it. */
  assumedPurchaseShare: share,
  byGrade: z.record(
    z.string(),
    z.strictObject({ netWorthShare: share, purchasesShare: share, ceilingYuan: z.number().min(0) }),
  ),
  /** Largest shares of the whole exposure (R22); judged only from this size of the portfolio on. */
  concentration: z.strictObject({
    customerShare: share,
    industryShare: share,
    regionShare: share,
    fromPortfolioYuan: z.number().min(0),
  }),
});

const termsSchema = z.strictObject({
  daysByGrade: z.record(z.string(), wholeNumber),
  firstOrdersPrepaid: wholeNumber,
  requireAgreement: z.boolean(),
  /** Days an agreement holds, the day of signing included; left out: it never runs out. */
  agreementValidDays: wholeNumber.min(1).optional(),
  requireDocuments: z.boolean(),
  /** Terms shorter than this are no answer to a need above the limit. */
  shortestDays: wholeNumber,
});

const approvalTierSchema = z.strictObject({
  tier: wholeNumber,
  role: z.enum(['sales_manager', 'risk', 'executive']),
  /** Highest limit and longest terms the tier may agree to; left out: any. */
  upToYuan: z.number().positive().optional(),
  upToTermDays: wholeNumber.optional(),
  /** Longer terms that this tier agrees to are kept on file by finance (R17); left out: never. */
  financeFilesOverTermDays: wholeNumber.optional(),
});

const frequencySchema = z.strictObject({ lookEveryDays: wholeNumber.min(1), reviewEveryMonths: wholeNumber.min(1) });

/** The whole policy file (§6). Amounts are yuan, shares 0–1. */
export const policySchema = z.strictObject({
  id: idSchema,
  name: labelSchema,
  tiers: z.record(z.string(), labelSchema),
  /** Best grade first. */
  scale: z.array(gradeSchema).min(1),
  dimensions: z.record(z.enum(DIMENSIONS), z.strictObject({ label: labelSchema, maximumPoints: z.number().min(0) })),
  factors: z.array(factorSchema).min(1),
  caps: z.array(capSchema),
  confidence: z.strictObject({ insufficientBelow: share, staleShare: share }),
  /** Days after which a source is stale (R4). */
  freshness: z.partialRecord(z.enum(DATA_SOURCES), wholeNumber.min(1)),
  limits: limitsSchema,
  terms: termsSchema,
  approvals: z.array(approvalTierSchema).min(1),
  approvalRules: approvalRulesSchema,
  monitoring: z.strictObject({ byGrade: z.record(z.string(), frequencySchema), withoutGrade: frequencySchema }),
  warnings: z.array(warningRuleSchema),
  feedback: feedbackSchema,
  notices: noticesSchema,
  collection: collectionSchema.default(DEFAULT_COLLECTION),
  effect: effectSchema,
  estimates: estimatesSchema,
  promises: promiseSchema.default(STANDARD_PROMISE_TERMS),
  attachments: attachmentSchema.default(STANDARD_ATTACHMENTS),
});
export type Policy = z.infer<typeof policySchema>;
