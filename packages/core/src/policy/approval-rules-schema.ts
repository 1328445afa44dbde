import { z } from 'zod';
import { wholeNumber } from './parts.ts';

/** What more credit for a customer under a restriction takes. */
export const RESTRICTED_APPROVAL = ['refuse', 'highest_tier', 'usual'] as const;

/** How requests for limits and terms are handled, beside the tiers that agree to them. Left out: these defaults. */
export const approvalRulesSchema = z
  .strictObject({
    /** A request that nobody has decided by then ends by itself. */
    expireAfterWorkingDays: wholeNumber.min(1).default(5),
    /** The customer is suspended by decision of risk. */
    suspended: z.enum(RESTRICTED_APPROVAL).default('refuse'),
    /** New credit is on hold because an alert stayed without an answer. */
    onHold: z.enum(RESTRICTED_APPROVAL).default('highest_tier'),
  })
  .prefault({});
