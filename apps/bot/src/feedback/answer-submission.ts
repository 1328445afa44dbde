import type { ViewResponseAction } from '@slack/bolt';
import { mayAnswer } from '@xinshao/core/alerts/permissions.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { type ExtraField, extraFieldsOf } from '@xinshao/core/feedback/fields.ts';
import { type FeedbackField, type FeedbackProblem, validateFeedback } from '@xinshao/core/feedback/form.ts';
import { FEEDBACK_PROBLEM_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { type AlertView, alertView } from '@xinshao/db/alerts/alert-view.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { ATTACHMENTS } from '../blocks/attachment-inputs.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { LIMITS } from '../blocks/limits.ts';
import { clip, escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { attachedFiles, chosenFiles, type DescribeFile, filesComplaint } from './chosen-files.ts';
import {
  alreadyAnswered,
  attachmentRules,
  fieldsByForm,
  formOf,
  formsOf,
  notAllowed,
  notTheirs,
} from './feedback-form.ts';
import { type FormValues, readFeedbackForm } from './read-form.ts';

const metadataSchema = z.object({ alertId: z.string().regex(/^\d{1,18}$/), steps: z.int().min(0) });

export interface Submission {
  readonly slackUserId: string;
  readonly locale: Locale;
  readonly privateMetadata: string;
  readonly values: FormValues;
  readonly describeFile: DescribeFile;
}

export interface SubmissionAnswer {
  /** What Slack is told to do with the modal. */
  readonly response: ViewResponseAction;
  readonly stored: boolean;
}

/** Judges a submitted form and stores it; whatever happens, the answer says it to the person. */
export async function answerSubmission(services: Services, submission: Submission): Promise<SubmissionAnswer> {
  const { locale } = submission;
  const words = feedbackWording[locale];
  const metadata = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const [member, view] = await Promise.all([
    services.people.staffOf(submission.slackUserId),
    alertView(services.database, metadata.alertId),
  ]);
  const known = new Set(view?.files.map(({ slackFileId }) => slackFileId));
  const files = await chosenFiles(submission.values, known, submission.describeFile);
  if (member === null)
    return notStored(noticeView(locale, words.notAllowedTitle, await refuseStranger(services, locale)));
  if (view === null) return notStored(noticeView(locale, words.notAllowedTitle, words.missing));
  const policy = await services.policies.of(view.policyHash);
  const today = dayInTimeZone(services.now(), services.timeZone);
  const answers = readFeedbackForm(submission.values);
  const checked = validateFeedback(answers, formsOf(view), today, fieldsByForm(policy));
  const complaint = filesComplaint(files, attachmentRules(policy), locale);
  if (!checked.ok || complaint !== null) {
    return withProblems(services, submission, view, { fields: checked.ok ? [] : checked.problems, files: complaint });
  }
  const attachments = [...files.kept, ...files.added.map(({ id }) => id)];
  const result = await submitFeedback(services.database, services.queue, {
    alertId: view.id,
    basedOn: metadata.steps,
    by: member,
    surface: 'slack',
    answers: attachments.length === 0 ? checked.answers : { ...checked.answers, attachments },
    files: attachedFiles(files, locale),
    now: services.now(),
    today,
  });
  if (result.outcome === 'refused') return refused(services, member, view, locale, result.code);
  services.log.info({ alertId: view.id, staff: member.code, revision: result.revision }, 'feedback stored');
  return {
    response: { response_action: 'update', view: noticeView(locale, words.savedTitle, words.saved) },
    stored: true,
  };
}

/** Problems beside their fields; a field the person was never shown makes the form be shown anew, typed text kept. */
async function withProblems(
  services: Services,
  { locale, values }: Submission,
  view: AlertView,
  problems: { readonly fields: readonly FeedbackProblem[]; readonly files: string | null },
): Promise<SubmissionAnswer> {
  const words = feedbackWording[locale];
  if (problems.fields.some(({ field }) => values[field] === undefined)) {
    const asked = extraFieldsOf(formsOf(view), fieldsByForm(await services.policies.of(view.policyHash)));
    const byWarnings = problems.fields.some(({ field }) => values[field] === undefined && isAsked(field, asked));
    const { cause } = readFeedbackForm(values);
    const notice = byWarnings ? words.changed : words.causeAsks;
    const renewed = await formOf(services, view, locale, notice, cause);
    return { response: { response_action: 'update', view: renewed }, stored: false };
  }
  const errors: Record<string, string> = {};
  if (problems.files !== null) errors[ATTACHMENTS] = clip(problems.files, LIMITS.inputErrorText);
  for (const { field, code } of problems.fields) errors[field] ??= FEEDBACK_PROBLEM_LABELS[code][locale];
  return { response: { response_action: 'errors', errors }, stored: false };
}

/** Whether the alert's warnings ask for a field, rather than the cause that was chosen. */
function isAsked(field: FeedbackField, asked: readonly ExtraField[]): boolean {
  const isDetail = field === 'dispute_detail' || field === 'fraud_detail' || field === 'group_detail';
  return isDetail ? asked.includes(field) : true;
}

async function refused(
  services: Services,
  member: StaffMember,
  view: AlertView,
  locale: Locale,
  code: string,
): Promise<SubmissionAnswer> {
  const words = feedbackWording[locale];
  services.log.info({ alertId: view.id, staff: member.code, code }, 'feedback refused');
  if (code === 'already_answered') {
    const latest = (await alertView(services.database, view.id)) ?? view;
    return notStored(alreadyAnswered(services, latest, locale, true));
  }
  if (code === 'changed_meanwhile') return returnedMeanwhile(services, view, locale);
  if (code === 'already_accepted') return notStored(noticeView(locale, words.notAllowedTitle, words.reviewed));
  if (code === 'not_allowed') {
    const isCorrection = view.state === 'answered' && mayAnswer(member, view.responsibility);
    return notStored(isCorrection ? notTheirs(view, locale) : notAllowed(view, locale));
  }
  return notStored(noticeView(locale, words.notAllowedTitle, code === 'missing' ? words.missing : words.closed));
}

/** Risk asked something while the answer was being written: the form again with the question, typed text kept. */
async function returnedMeanwhile(services: Services, view: AlertView, locale: Locale): Promise<SubmissionAnswer> {
  const words = feedbackWording[locale];
  const latest = (await alertView(services.database, view.id)) ?? view;
  const review = latest.reviews.at(-1);
  if (latest.state !== 'returned' || review === undefined) {
    return notStored(alreadyAnswered(services, latest, locale, true));
  }
  const asked = words.returnedMeanwhile({ name: escapeText(review.by.name), question: escapeText(review.note) });
  return notStored(await formOf(services, latest, locale, asked));
}

function notStored(view: ReturnType<typeof noticeView>): SubmissionAnswer {
  return { response: { response_action: 'update', view }, stored: false };
}
