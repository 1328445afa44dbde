import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import * as z from 'zod';

/** What a review form carries: the alert, the steps its officer saw, and which decision it is for. */
export const reviewMetadataSchema = z.object({
  alertId: z.string().regex(/^\d{1,18}$/),
  steps: z.int().min(0),
  decision: z.enum(REVIEW_DECISIONS),
});
