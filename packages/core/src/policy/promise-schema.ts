import { z } from 'zod';
import { share } from './parts.ts';

/** How promises to pay are judged (R45). */
export const promiseSchema = z.strictObject({
  /** Days after the promised one on which money still counts as in time. */
  graceDays: z.number().int().min(0).max(60),
  /** From this share of the amount on a promise counts as partly kept. */
  partlyKeptShare: share,
});

/** Policies that say nothing of promises: to the day, and nothing less than the whole amount. */
export const STANDARD_PROMISE_TERMS: z.infer<typeof promiseSchema> = { graceDays: 0, partlyKeptShare: 1 };
