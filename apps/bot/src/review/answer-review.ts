import type { ViewResponseAction } from '@slack/bolt';
import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import type { AlertRefusal } from '@xinshao/core/alerts/transition.ts';
import { readAmount } from '@xinshao/core/approvals/parse-credit.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import { type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cutLimitWording } from '@xinshao/core/wording/slack/cut-limit.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { type AlertView, alertView, stepsOfView } from '@xinshao/db/alerts/alert-view.ts';
import { type ReviewContent, type ReviewResult, reviewAlert } from '@xinshao/db/alerts/review-alert.ts';
import type { CutRefusal } from '@xinshao/db/grants/cut-limit.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { notice } from '../blocks/notice.ts';
import { NEW_LIMIT } from '../blocks/review-modal.ts';
import type { FormValues } from '../feedback/read-form.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { type ReadCut, readCut } from './cut-limit.ts';
import { reviewMetadataSchema } from './metadata.ts';
import { readReviewForm, typedLimit } from './read-review.ts';
import { reviewForm, tooLate } from './review-form.ts';

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
  const { alertId, steps, decision } = reviewMetadataSchema.parse(JSON.parse(submission.privateMetadata));
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
  const cuts = content.decision === 'accept' && content.action === 'cut_limit';
  const typed = typedLimit(submission.values);
  if (cuts && typed === null) {
    // Submitted before the form could ask for the amount: what was typed stays in it.
    const request = { slackUserId: submission.slackUserId, alertId, steps, decision, action: 'cut_limit' as const };
    return { response_action: 'update', view: await reviewForm(services, request, locale) };
  }
  const cut = cuts ? await judgedCut(services, { view, steps, member, typed: typed ?? '', locale }) : null;
  if (cut !== null && !cut.ok) return problem(NEW_LIMIT, cut.problem);
  const policy = await services.policies.of(view.policyHash);
  if (policy === null) throw new Error(`the policy ${view.policyHash} of alert ${alertId} cannot be read`);
  const result = await reviewAlert(services.database, services.queue, {
    alertId,
    basedOn: steps,
    by: member,
    content: cuts ? withLimit(content, cut?.limitFen ?? readAmount(typed ?? '')) : content,
    ...(cut === null ? {} : { cutting: cut.basis }),
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
  if (cut !== null) return notice(locale, words.savedTitle, cutSaved(result, cut, locale));
  const caseStays = result.outcome === 'stored' && result.writeOffPending;
  const said = {
    accept: caseStays ? words.savedWriteOffPending : words.savedAccept,
    return: words.savedReturn,
    close: words.savedClose,
  };
  return notice(locale, words.savedTitle, said[decision]);
}

interface TypedCut {
  readonly view: AlertView;
  readonly steps: number;
  readonly member: StaffMember;
  readonly typed: string;
  readonly locale: Locale;
}

/** @returns null when somebody has decided meanwhile: then that is said, and not what the cut has become by it */
async function judgedCut(
  services: Services,
  { view, steps, member, typed, locale }: TypedCut,
): Promise<ReadCut | null> {
  const cut = await readCut(services, view, member, typed, locale);
  if (cut.ok) return cut;
  const latest = await alertView(services.database, view.id);
  return latest === null || stepsOfView(latest) !== steps ? null : cut;
}

function withLimit(content: ReviewContent, limitFen: Fen | null): ReviewContent {
  return content.decision !== 'accept' || limitFen === null ? content : { ...content, limitFen };
}

async function refused(
  services: Services,
  alertId: string,
  locale: Locale,
  code: AlertRefusal | CutRefusal | 'missing',
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
    case 'not_below':
      return problem(NEW_LIMIT, cutLimitWording[locale].limitChanged);
    case 'request_open':
      return problem(NEW_LIMIT, cutLimitWording[locale].requestOpen);
    case 'no_tier':
      return problem(NEW_LIMIT, cutLimitWording[locale].tooMuch);
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

function cutSaved(
  result: Exclude<ReviewResult, { outcome: 'refused' }>,
  { limitFen, path }: Extract<ReadCut, { ok: true }>,
  locale: Locale,
): string {
  const words = cutLimitWording[locale];
  if (result.outcome === 'stored' && result.requestId !== null) return words.savedAsked({ id: result.requestId, path });
  return path === '' ? words.savedAtOnce({ limit: formatFen(limitFen, locale) }) : reviewWording[locale].savedAccept;
}

function problem(field: 'note' | 'until' | typeof NEW_LIMIT, text: string): ViewResponseAction {
  return { response_action: 'errors', errors: { [field]: text } };
}
