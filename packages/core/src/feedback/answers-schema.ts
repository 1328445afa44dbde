import { z } from 'zod';
import { type Day, isDay } from '../day/day.ts';
import { CAUSES, CONTACT_METHODS, type ExtraField, PROPOSED_ACTIONS, RECOVERIES } from './fields.ts';

/** Characters (code points, trimmed) that an account in words needs at least, and takes at most. */
export const SHORTEST_ACCOUNT = 10;
export const LONGEST_ACCOUNT = 2000;
const LONGEST_NAME = 100;

/** Messages of both schemas are problem codes: words are found for them where they are shown. */
export function commonAnswers(today: Day) {
  return z.object({
    contact_method: choice(CONTACT_METHODS),
    contacted_at: day().refine((date) => date <= today, 'future'),
    contact_person: words(1, LONGEST_NAME),
    cause: choice(CAUSES),
    customer_says: words(SHORTEST_ACCOUNT, LONGEST_ACCOUNT),
    recovery: choice(RECOVERIES),
    recovery_percent: z.number('required').int('range').min(0, 'range').max(100, 'range'),
    proposed_action: choice(PROPOSED_ACTIONS),
  });
}

/** The further answers that the forms ask for; what they do not ask for is dropped. */
export function extraAnswers(fields: readonly ExtraField[], today: Day) {
  const detail = words(SHORTEST_ACCOUNT, LONGEST_ACCOUNT);
  const shape = z.object({
    dispute_detail: fields.includes('dispute_detail') ? detail : dropped,
    fraud_detail: fields.includes('fraud_detail') ? detail : dropped,
    group_detail: fields.includes('group_detail') ? detail : dropped,
    promise: fields.includes('promise') ? promise(today) : dropped,
    no_promise_reason: fields.includes('promise') ? reason : dropped,
  });
  return shape
    .superRefine((answers, context) => {
      if (!fields.includes('promise') || answers.promise !== undefined || answers.no_promise_reason !== undefined)
        return;
      context.addIssue({ code: 'custom', path: ['promise'], message: 'promise' });
    })
    .transform((answers) => ({
      ...(answers.dispute_detail === undefined ? {} : { dispute_detail: answers.dispute_detail }),
      ...(answers.fraud_detail === undefined ? {} : { fraud_detail: answers.fraud_detail }),
      ...(answers.group_detail === undefined ? {} : { group_detail: answers.group_detail }),
      ...promiseOrReason(answers.promise, answers.no_promise_reason),
    }));
}

function promiseOrReason<P>(given: P | undefined, why: string | undefined) {
  if (given !== undefined) return { promise: given };
  return why === undefined ? {} : { no_promise_reason: why };
}

const dropped = z.unknown().transform((): undefined => undefined);

/** An empty reason is no reason. */
const reason = z.preprocess(
  (given) => (typeof given === 'string' && given.trim() === '' ? undefined : (given ?? undefined)),
  words(1, LONGEST_ACCOUNT).optional(),
);

/** A promise without date and amount is no promise; with one of them it lacks the other. */
function promise(today: Day) {
  const whole = z.object({
    date: day().refine((date) => date >= today, 'past'),
    amountFen: z.number('amount').int('amount').positive('amount').max(Number.MAX_SAFE_INTEGER, 'amount'),
  });
  return z.preprocess((given) => {
    if (typeof given !== 'object' || given === null) return undefined;
    const { date, amountFen }: { date?: unknown; amountFen?: unknown } = given;
    return isBlank(date) && isBlank(amountFen) ? undefined : { date, amountFen };
  }, whole.optional());
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: ({ input }) => (isBlank(input) ? 'required' : 'invalid') });
}

function day() {
  return z
    .string('required')
    .min(1, 'required')
    .refine((text): text is Day => isDay(text), 'invalid');
}

function words(shortest: number, longest: number) {
  return z
    .string('required')
    .trim()
    .min(1, 'required')
    .refine((text) => codePoints(text) >= shortest, 'too_short')
    .refine((text) => codePoints(text) <= longest, 'too_long');
}

function codePoints(text: string): number {
  return [...text].length;
}
