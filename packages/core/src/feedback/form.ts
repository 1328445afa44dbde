import type { z } from 'zod';
import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { FeedbackFormId } from '../warnings/warning.ts';
import { commonAnswers, extraAnswers } from './answers-schema.ts';
import {
  type Cause,
  type ContactMethod,
  extraFieldsOf,
  type FieldsByForm,
  formsOfCause,
  type ProposedAction,
  type Recovery,
  STANDARD_FIELDS,
} from './fields.ts';

export interface PromiseToPay {
  readonly date: Day;
  readonly amountFen: Fen;
}

/** The structured answer that sales owes on an alert (§8); texts are trimmed. */
export interface FeedbackAnswers {
  readonly contact_method: ContactMethod;
  readonly contacted_at: Day;
  readonly contact_person: string;
  readonly cause: Cause;
  readonly customer_says: string;
  readonly recovery: Recovery;
  /** 0–100. */
  readonly recovery_percent: number;
  readonly proposed_action: ProposedAction;
  /** Where the forms ask for a promise, either it or the reason why there is none. */
  readonly promise?: PromiseToPay;
  readonly no_promise_reason?: string;
  readonly dispute_detail?: string;
  readonly fraud_detail?: string;
  readonly group_detail?: string;
  /** Files attached to this answer, by their ids in Slack; left out: none. */
  readonly attachments?: readonly string[];
}

/** The field a problem is shown beside: `promise` is entered as two fields. */
export type FeedbackField = Exclude<keyof FeedbackAnswers, 'promise'> | 'promise_date' | 'promise_amount';

export const FEEDBACK_PROBLEMS = [
  'required',
  'too_short',
  'too_long',
  'future',
  'past',
  'range',
  'amount',
  'promise',
  'invalid',
] as const;
export type FeedbackProblemCode = (typeof FEEDBACK_PROBLEMS)[number];
export interface FeedbackProblem {
  readonly field: FeedbackField;
  readonly code: FeedbackProblemCode;
}

export type ValidatedFeedback =
  | { readonly ok: true; readonly answers: FeedbackAnswers }
  | { readonly ok: false; readonly problems: FeedbackProblem[] };

/**
 * Checks the answers of a feedback form, all of them at once.
 * @param answers shaped like `FeedbackAnswers`; unknown keys and what the forms do not ask for are left out
 * @param forms the forms that the alert's warnings ask for; the cause given may ask for another one's details
 * @param today the day in the company's time zone
 * @returns the answers cleaned, or one problem for every field that needs another look
 */
export function validateFeedback(
  answers: unknown,
  forms: readonly FeedbackFormId[],
  today: Day,
  fieldsByForm: FieldsByForm = STANDARD_FIELDS,
): ValidatedFeedback {
  const given = typeof answers === 'object' && answers !== null ? answers : {};
  const common = commonAnswers(today).safeParse(given);
  const cause = 'cause' in given ? given.cause : undefined;
  const asked = extraFieldsOf([...forms, ...formsOfCause(cause)], fieldsByForm);
  const extra = extraAnswers(asked, today).safeParse({ ...UNANSWERED, ...given });
  if (common.success && extra.success) return { ok: true, answers: { ...common.data, ...extra.data } };
  const issues = [...(common.error?.issues ?? []), ...(extra.error?.issues ?? [])];
  return { ok: false, problems: firstOfEachField(issues.map(problemOf)) };
}

/** A key that is missing is an answer that was not given. */
const UNANSWERED = {
  dispute_detail: undefined,
  fraud_detail: undefined,
  group_detail: undefined,
  promise: undefined,
  no_promise_reason: undefined,
};

const FIELD_OF_PATH: Readonly<Record<string, FeedbackField>> = {
  contact_method: 'contact_method',
  contacted_at: 'contacted_at',
  contact_person: 'contact_person',
  cause: 'cause',
  customer_says: 'customer_says',
  recovery: 'recovery',
  recovery_percent: 'recovery_percent',
  proposed_action: 'proposed_action',
  promise: 'promise_date',
  'promise.date': 'promise_date',
  'promise.amountFen': 'promise_amount',
  no_promise_reason: 'no_promise_reason',
  dispute_detail: 'dispute_detail',
  fraud_detail: 'fraud_detail',
  group_detail: 'group_detail',
};

function problemOf(issue: z.core.$ZodIssue): FeedbackProblem {
  const field = FIELD_OF_PATH[issue.path.join('.')];
  if (field === undefined) throw new RangeError(`no form field for ${issue.path.join('.')}`);
  return { field, code: FEEDBACK_PROBLEMS.find((code) => code === issue.message) ?? 'invalid' };
}

function firstOfEachField(problems: readonly FeedbackProblem[]): FeedbackProblem[] {
  const seen = new Set<FeedbackField>();
  return problems.filter(({ field }) => {
    if (seen.has(field)) return false;
    seen.add(field);
    return true;
  });
}
