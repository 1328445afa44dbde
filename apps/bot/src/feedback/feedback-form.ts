import type { ModalView } from '@slack/types';
import { mayAnswer, mayCorrect } from '@xinshao/core/alerts/permissions.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { AttachmentRules } from '@xinshao/core/feedback/attachments.ts';
import {
  type ExtraField,
  extraFieldsOf,
  type FieldsByForm,
  formsOfCause,
  STANDARD_FIELDS,
} from '@xinshao/core/feedback/fields.ts';
import { STANDARD_ATTACHMENTS } from '@xinshao/core/policy/attachment-schema.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { FEEDBACK_FORMS, type FeedbackFormId } from '@xinshao/core/warnings/warning.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { type AlertView, alertView, stepsOfView } from '@xinshao/db/alerts/alert-view.ts';
import { type Choice, feedbackFormView, noticeView } from '../blocks/feedback-modal.ts';
import { escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { filesOf } from '../present/outcome.ts';
import { ruleLabel } from '../present/policy-library.ts';
import { clockTime } from '../present/time.ts';
import { feedbackChoices } from '../present/words.ts';
import type { Services } from '../services.ts';

/** Whether somebody means to give an answer, to change the one that waits for its review, or whichever is possible. */
export type FeedbackWish = 'answer' | 'change' | 'either';

/** The form for a Slack user and an alert, or a notice that says why there is nothing to fill in. */
export async function feedbackForm(
  services: Services,
  slackUserId: string,
  alertId: string,
  locale: Locale,
  wish: FeedbackWish,
): Promise<ModalView> {
  const words = feedbackWording[locale];
  const [member, view] = await Promise.all([
    services.people.staffOf(slackUserId),
    alertView(services.database, alertId),
  ]);
  if (member === null) return noticeView(locale, words.notAllowedTitle, await refuseStranger(services, locale));
  if (view === null) return noticeView(locale, words.notAllowedTitle, words.missing);
  if (view.state === 'accepted') return noticeView(locale, words.notAllowedTitle, words.reviewed);
  if (view.state === 'closed') return noticeView(locale, words.notAllowedTitle, words.closed);
  if (view.state === 'answered' && view.feedback !== null) {
    const isTheirs = mayCorrect(member, view.responsibility, view.feedback.submittedBy.code);
    if (wish === 'answer' || (wish === 'either' && !isTheirs)) return alreadyAnswered(services, view, locale, false);
    if (!mayAnswer(member, view.responsibility)) return notAllowed(view, locale);
    if (!isTheirs) return notTheirs(view, locale);
    return formOf(services, view, locale, answersWording[locale].editing);
  }
  if (!mayAnswer(member, view.responsibility)) return notAllowed(view, locale);
  return formOf(services, view, locale, null);
}

/** The form itself. @param notice said above it; null: nothing */
export async function formOf(
  services: Services,
  view: AlertView,
  locale: Locale,
  notice: string | null,
  /** The cause that was chosen: it may ask for more; left out: that of the latest answer. */
  cause: unknown = view.feedback?.answers.cause,
): Promise<ModalView> {
  const policy = await services.policies.of(view.policyHash);
  const fields = fieldsAsked(view, policy, cause);
  return feedbackFormView({
    locale,
    alertId: view.id,
    steps: stepsOfView(view),
    customerName: view.customer.name,
    due: clockTime(view.dueAt, services.timeZone),
    warnings: view.warnings.map(({ ruleId }) => ruleLabel(policy, ruleId, locale)),
    notice,
    question: questionOf(view, locale),
    today: dayInTimeZone(services.now(), services.timeZone),
    choices: feedbackChoices(locale),
    asksPromise: fields.includes('promise'),
    details: fields.filter((field) => field !== 'promise'),
    initial: view.feedback?.answers ?? null,
    edits: view.state === 'answered',
    attachments: attachmentRules(policy),
    attached: attachedChoices(view),
  });
}

/** Files of the latest answer that can stay with the next one. */
function attachedChoices(view: AlertView): Choice[] {
  if (view.feedback === null) return [];
  const usable = filesOf(view.feedback, view.files).filter(({ state }) => state !== 'failed');
  return usable.map(({ slackFileId, name }) => ({ value: slackFileId, label: name }));
}

/** What may be attached to an answer, by the policy that raised its alert. */
export function attachmentRules(policy: Policy | null): AttachmentRules {
  return policy?.attachments ?? STANDARD_ATTACHMENTS;
}

/** What risk asked when it returned the answer; null: it did not. */
function questionOf(view: AlertView, locale: Locale): string | null {
  const latest = view.reviews.at(-1);
  if (view.state !== 'returned' || latest?.decision !== 'return') return null;
  return feedbackWording[locale].question({ name: latest.by.name, question: latest.note });
}

/** Somebody answered: who and when. @param lost whether the person had just tried to submit an answer of their own */
export function alreadyAnswered(services: Services, view: AlertView, locale: Locale, lost: boolean): ModalView {
  const words = feedbackWording[locale];
  if (view.feedback === null) return noticeView(locale, words.alreadyTitle, words.missing);
  const name = escapeText(view.feedback.submittedBy.name);
  const at = clockTime(view.feedback.submittedAt, services.timeZone);
  return noticeView(
    locale,
    words.alreadyTitle,
    lost ? words.already({ name, at }) : words.alreadyAnswered({ name, at }),
  );
}

/** Somebody else gave the answer. */
export function notTheirs(view: AlertView, locale: Locale): ModalView {
  const name = escapeText(view.feedback?.submittedBy.name ?? '');
  return noticeView(locale, feedbackWording[locale].notAllowedTitle, answersWording[locale].notYours({ name }));
}

export function notAllowed(view: AlertView, locale: Locale): ModalView {
  const words = feedbackWording[locale];
  const owner = view.owner === null ? words.nobody : escapeText(view.owner.name);
  return noticeView(locale, words.notAllowedTitle, words.notAllowed({ owner }));
}

/** The fields that the alert's warnings and the cause ask for, by the policy they were found with. */
function fieldsAsked(view: AlertView, policy: Policy | null, cause: unknown): ExtraField[] {
  return extraFieldsOf([...formsOf(view), ...formsOfCause(cause)], fieldsByForm(policy));
}

export function formsOf(view: AlertView): FeedbackFormId[] {
  return [...new Set(view.warnings.map(({ form }) => form))];
}

export function fieldsByForm(policy: Policy | null): FieldsByForm {
  if (policy === null) return STANDARD_FIELDS;
  const { forms } = policy.feedback;
  const byForm = { ...STANDARD_FIELDS };
  for (const form of FEEDBACK_FORMS) byForm[form] = forms[form].requires;
  return byForm;
}
