import { instalmentPlan, MOST_INSTALMENTS } from '@xinshao/core/collection/plan.ts';
import { COLLECTION_STAGES, type CollectionStage } from '@xinshao/core/collection/stages.ts';
import { type Day, daysBetween, parseDay } from '@xinshao/core/day/day.ts';
import { CONTACT_METHODS } from '@xinshao/core/feedback/fields.ts';
import { instantOf } from '@xinshao/core/feedback/wall-clock.ts';
import { addWorkingTime, type WorkingCalendar } from '@xinshao/core/feedback/working-time.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import type { CaseContent } from '@xinshao/db/collection/step-case.ts';
import type { CollectionFormKind } from '../blocks/collection-modal.ts';
import { FIELD_ACTION } from '../blocks/feedback-modal.ts';
import { type FormValues, readYuan } from '../feedback/read-form.ts';

export interface CaseFormInput {
  readonly kind: CollectionFormKind;
  readonly from: CollectionStage;
  readonly request: number;
  /** What tells a repeated delivery from a new form. */
  readonly submission: string;
  readonly values: FormValues;
  readonly today: Day;
  readonly locale: Locale;
  readonly calendar: WorkingCalendar;
  readonly longestPlanDays: number;
}

/** What was typed, or what is wrong beside which field. */
export type ReadCaseForm =
  | { readonly ok: true; readonly content: CaseContent }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

const LAST_MINUTE = (24 * 60 - 1) * 60_000;

/** Reads and checks the form of one step. */
export function readCaseForm(input: CaseFormInput): ReadCaseForm {
  const note = typedIn(input.values, 'note');
  switch (input.kind) {
    case 'log_contact':
      return readContact(input);
    case 'advance': {
      const to = COLLECTION_STAGES.find((stage) => stage === typedIn(input.values, 'stage'));
      if (to === undefined) return { ok: false, errors: { stage: collectionWording[input.locale].required } };
      return { ok: true, content: { kind: 'advance', from: input.from, to, note } };
    }
    case 'agree_plan':
      return readPlan(input);
    case 'close_paid':
    case 'end':
    case 'ask_write_off':
      return { ok: true, content: { kind: input.kind, note } };
    case 'decide_write_off': {
      const agree = typedIn(input.values, 'verdict') === 'agree';
      return { ok: true, content: { kind: 'decide_write_off', request: input.request, agree, note } };
    }
  }
}

function readContact({ values, today, locale, submission }: CaseFormInput): ReadCaseForm {
  const words = collectionWording[locale];
  const errors: Record<string, string> = {};
  const contactedOn = parseDay(typedIn(values, 'contacted_on'));
  const channel = CONTACT_METHODS.find((method) => method === typedIn(values, 'channel'));
  const [person, result, nextStep] = [
    typedIn(values, 'person'),
    typedIn(values, 'result'),
    typedIn(values, 'next_step'),
  ];
  if (contactedOn === null) errors.contacted_on = words.required;
  else if (contactedOn > today) errors.contacted_on = words.notFuture;
  if (channel === undefined) errors.channel = words.required;
  if (person === '') errors.person = words.required;
  if (result === '') errors.result = words.required;
  if (nextStep === '') errors.next_step = words.required;
  const expectedOn = parseDay(typedIn(values, 'expected_on'));
  const typedAmount = typedIn(values, 'expected_amount');
  const amountFen = typedAmount === '' ? null : readYuan(typedAmount);
  if (amountFen !== null && !(amountFen > 0)) errors.expected_amount = words.badAmount;
  else if ((expectedOn === null) !== (amountFen === null)) {
    errors[expectedOn === null ? 'expected_on' : 'expected_amount'] = words.bothOrNone;
  }
  if (expectedOn !== null && expectedOn < today) errors.expected_on = words.notPast;
  if (contactedOn === null || channel === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
  const expected = expectedOn === null || amountFen === null ? null : { on: expectedOn, amountFen };
  const contact = { contactedOn, person, channel, result, nextStep, expected };
  return { ok: true, content: { kind: 'log_contact', submission, contact } };
}

function readPlan(input: CaseFormInput): ReadCaseForm {
  const { values, today, locale, calendar, submission, longestPlanDays } = input;
  const words = collectionWording[locale];
  const errors: Record<string, string> = {};
  const firstOn = parseDay(typedIn(values, 'first_on'));
  const count = Number(typedIn(values, 'count'));
  const totalFen = readYuan(typedIn(values, 'total'));
  if (firstOn === null) errors.first_on = words.required;
  else if (firstOn < today) errors.first_on = words.notPast;
  if (!Number.isInteger(count) || count < 1 || count > MOST_INSTALMENTS) {
    errors.count = words.badCount({ most: MOST_INSTALMENTS });
  }
  if (!(totalFen >= Math.max(1, count))) errors.total = words.badAmount;
  if (firstOn === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const plan = instalmentPlan(totalFen, count, firstOn);
  const last = plan.at(-1)?.dueOn ?? firstOn;
  if (daysBetween(today, last) > longestPlanDays) {
    return { ok: false, errors: { count: words.tooFar({ days: longestPlanDays }) } };
  }
  const instalments = plan.map((line) => ({ ...line, remindAt: afterDay(line.dueOn, calendar) }));
  return { ok: true, content: { kind: 'agree_plan', submission, instalments } };
}

/** The first working moment after a day. */
function afterDay(day: Day, calendar: WorkingCalendar): Date {
  return addWorkingTime(instantOf({ day, time: LAST_MINUTE }, calendar.timeZone), { hours: 0 }, calendar);
}

function typedIn(values: FormValues, field: string): string {
  const input = values[field]?.[FIELD_ACTION];
  return (input?.selected_option?.value ?? input?.selected_date ?? input?.value ?? '').trim();
}
