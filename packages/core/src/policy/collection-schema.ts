import { z } from 'zod';
import { COLLECTION_STAGES } from '../collection/stages.ts';
import { share, wholeNumber } from './parts.ts';

const stageSchema = z.strictObject({
  /** How long the stage may take before the person responsible is reminded. */
  workingDays: wholeNumber.min(1),
  /** Who works on it: the customer's sales owner, that owner's manager, or risk. */
  responsible: z.enum(['owner', 'manager', 'risk']),
  /** What the stage costs us: a fixed amount, and a share of what is overdue. */
  costYuan: z.number().min(0),
  costShare: share.default(0),
  /** Share of what is overdue that the stage is expected to bring in. */
  recoveryShare: share,
});

/** How arrears are collected (R44): stages, their time, who is responsible, and what each costs and brings in. */
export const collectionSchema = z.strictObject({
  stages: z.record(z.enum(COLLECTION_STAGES), stageSchema),
  /** A stage is advised only while its cost is at most this share of what it is expected to bring in. */
  worthwhileCostShare: share,
  /** Calendar days that a dunning letter gives the customer. */
  letterPayWithinDays: wholeNumber.min(1),
  /** Longest plan of instalments that may be agreed upon, in days from the day it is made. */
  longestPlanDays: wholeNumber.min(1),
});
export type CollectionPolicy = z.infer<typeof collectionSchema>;

/** In force where a policy says nothing of collection. */
export const DEFAULT_COLLECTION: CollectionPolicy = {
  stages: {
    phone: { workingDays: 5, responsible: 'owner', costYuan: 50, costShare: 0, recoveryShare: 0.4 },
    letter: { workingDays: 7, responsible: 'owner', costYuan: 100, costShare: 0, recoveryShare: 0.3 },
    visit: { workingDays: 10, responsible: 'manager', costYuan: 3000, costShare: 0, recoveryShare: 0.3 },
    litigation: { workingDays: 60, responsible: 'risk', costYuan: 5000, costShare: 0.05, recoveryShare: 0.4 },
    arbitration: { workingDays: 45, responsible: 'risk', costYuan: 8000, costShare: 0.04, recoveryShare: 0.4 },
  },
  worthwhileCostShare: 0.5,
  letterPayWithinDays: 7,
  longestPlanDays: 366,
};
