import { REVIEW_ACTIONS, type ReviewDecision, VERDICTS } from '@xinshao/core/alerts/review.ts';
import { isDay } from '@xinshao/core/day/day.ts';
import type { ReviewContent } from '@xinshao/db/alerts/review-alert.ts';
import * as z from 'zod';
import { FIELD_ACTION } from '../blocks/feedback-modal.ts';
import { NEW_LIMIT } from '../blocks/review-modal.ts';
import type { FormValues } from '../feedback/read-form.ts';

const contentSchema = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('accept'),
    action: z.enum(REVIEW_ACTIONS),
    note: z.string(),
    until: z.string().refine(isDay).nullable(),
  }),
  z.object({ decision: z.literal('return'), note: z.string() }),
  z.object({ decision: z.literal('close'), verdict: z.enum(VERDICTS), note: z.string() }),
]);

/** The new limit as typed; null: the form does not ask for it. */
export function typedLimit(values: FormValues): string | null {
  const input = values[NEW_LIMIT]?.[FIELD_ACTION];
  return input === undefined ? null : (input.value ?? '').trim();
}

/**
 * Puts the modal's inputs into the shape that is stored; blanks around the note are dropped.
 * @throws ZodError for what no form of ours sends
 */
export function readReviewForm(decision: ReviewDecision, values: FormValues): ReviewContent {
  const input = (field: string) => values[field]?.[FIELD_ACTION];
  return contentSchema.parse({
    decision,
    action: input('action')?.selected_option?.value,
    verdict: input('verdict')?.selected_option?.value,
    until: input('until')?.selected_date ?? null,
    note: (input('note')?.value ?? '').trim(),
  });
}
