import type { ViewResponseAction } from '@slack/bolt';
import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import type { AlertRefusal } from '@xinshao/core/alerts/transition.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { alertView } from '@xinshao/db/alerts/alert-view.ts';
import { reviewAlert } from '@xinshao/db/alerts/review-alert.ts';
import * as z from 'zod';
import { noticeView } from '../blocks/feedback-modal.ts';
import type { FormValues } from '../feedback/read-form.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { readReviewForm } from './read-review.ts';
import { tooLate } from './review-form.ts';

const metadataSchema = z.object({
  alertId: z.string().regex(/^\d{1,18}$/),
  steps: z.int().min(0),
  decision: z.enum(REVIEW_DECISIONS),
});

export interface ReviewSubmission {
  readonly slackUserId: string;
  readonly locale: Locale;
  readonly privateMetadata: string;
  readonly values: FormValues;
}

/** Judges a submitted decision and stores it. @returns what Slack is told to do with the modal */
export async function answerReview(services: Services, submission: ReviewSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = reviewWording[locale];
  const { alertId, steps, decision } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const content = readReviewForm(decision, submission.values);
  const [member, view] = await Promise.all([
    services.people.staffOf(submission.slackUserId),
    alertView(services.database, alertId),
  ]);
  if (member === null) return notice(locale, words.notAllowedTitle, await refuseStranger(services, locale));
  if (view === null) return notice(locale, words.notAllowedTitle, words.missing);
  const now = services.now();
  if (content.decision === 'accept' && content.until !== null) {
    if (content.until < dayInTimeZone(now, services.timeZone)) return problem('until', words.untilPast);
  }
  const policy = await services.policies.of(view.policyHash);
  if (policy === null) throw new Error(`the policy ${view.policyHash} of alert ${alertId} cannot be read`);
  const result = await reviewAlert(services.database, services.queue, {
    alertId,
    basedOn: steps,
    by: member,
    content,
    now,
    surface: 'slack',
    dueAgain: (severity) => dueAt(severity, now, policy, services.calendar),
    clockAgain: (severity) => clockSteps(severity, now, policy, services.calendar),
    collection: { policy: policy.collection, calendar: services.calendar },
  });
  if (result.outcome === 'refused') {
    services.log.info({ alertId, staff: member.code, code: result.code }, 'review refused');
    return refused(services, alertId, locale, result.code, decision === 'return');
  }
  services.log.info({ alertId, staff: member.code, decision }, 'review stored');
  const said = { accept: words.savedAccept, return: words.savedReturn, close: words.savedClose };
  return notice(locale, words.savedTitle, said[decision]);
}

async function refused(
  services: Services,
  alertId: string,
  locale: Locale,
  code: AlertRefusal | 'missing',
  asksQuestion: boolean,
): Promise<ViewResponseAction> {
  const words = reviewWording[locale];
  switch (code) {
    case 'note_missing':
      return problem('note', asksQuestion ? words.questionMissing : words.noteMissing);
    case 'not_allowed':
      return notice(locale, words.notAllowedTitle, words.notAllowed);
    case 'not_answered':
      return notice(locale, words.notAllowedTitle, words.notAnswered);
    case 'missing':
      return notice(locale, words.notAllowedTitle, words.missing);
    case 'already_closed':
    case 'already_accepted':
    case 'already_returned':
    case 'already_answered':
    case 'changed_meanwhile': {
      const latest = await alertView(services.database, alertId);
      if (latest === null) return notice(locale, words.notAllowedTitle, words.missing);
      return { response_action: 'update', view: tooLate(services, latest, locale) };
    }
  }
}

function notice(locale: Locale, title: string, body: string): ViewResponseAction {
  return { response_action: 'update', view: noticeView(locale, title, body) };
}

function problem(field: 'note' | 'until', text: string): ViewResponseAction {
  return { response_action: 'errors', errors: { [field]: text } };
}
