import type { AlertStepKind } from '@xinshao/core/alerts/alert.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { APPROVAL_STATE_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import { REVIEW_ACTION_LABELS, VERDICT_LABELS } from '@xinshao/core/wording/labels/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cutLimitWording } from '@xinshao/core/wording/slack/cut-limit.ts';
import { endGrantWording } from '@xinshao/core/wording/slack/end-grant.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { type AlertView, type StoredReview, stepsOfView } from '@xinshao/db/alerts/alert-view.ts';
import { type Audience, audienceParts } from '@xinshao/db/alerts/audience.ts';
import { escapeText } from '../blocks/text.ts';
import { clockTime } from './time.ts';

/** What a review came to, in one line; names are escaped. */
export function reviewLine(review: StoredReview, locale: Locale, timeZone: string): string {
  const words = reviewWording[locale];
  const who = { name: escapeText(review.by.name), at: clockTime(review.at, timeZone) };
  switch (review.decision) {
    case 'accept':
      return words.accepted({
        ...who,
        action:
          REVIEW_ACTION_LABELS[review.action ?? 'none'][locale] +
          cutText(review, locale) +
          measureEndedText(review, locale, timeZone),
      });
    case 'return':
      return words.returned(who);
    case 'close':
      return words.closed({ ...who, verdict: VERDICT_LABELS[review.verdict ?? 'true'][locale] });
  }
}

/** What a review cut, behind its action; empty: nothing. */
function cutText({ cut }: StoredReview, locale: Locale): string {
  if (cut === null) return '';
  const words = cutLimitWording[locale];
  const change = { from: formatFen(cut.beforeFen, locale), to: formatFen(cut.limitFen, locale) };
  const { request, endedEarly, endedOn } = cut;
  const text =
    request === null
      ? words.inForce(change)
      : words.asked({ ...change, id: request.id, state: APPROVAL_STATE_LABELS[request.state][locale] });
  if (endedOn === null) return text;
  if (endedEarly === null) return text + words.ended({ day: endedOn });
  const { by, reason } = endedEarly;
  const early = { day: endedOn, by: escapeText(by), reason: escapeText(reason.replaceAll(/\s+/g, ' ')) };
  return text + endGrantWording[locale].cutEnded(early);
}

/** That somebody ended early what a review had put on the customer, behind its action; empty: nobody did. */
function measureEndedText({ measureEnded }: StoredReview, locale: Locale, timeZone: string): string {
  if (measureEnded === null) return '';
  const { at, by, reason } = measureEnded;
  return endMeasureWording[locale].endedEarly({
    day: dayInTimeZone(new Date(at), timeZone),
    by: escapeText(by),
    reason: escapeText(reason.replaceAll(/\s+/g, ' ')),
  });
}

/** The latest thing that anybody did about an alert; null: nobody has done anything yet. */
export function latestHappening(view: AlertView, locale: Locale, timeZone: string): string | null {
  const review = view.reviews.at(-1);
  const { feedback } = view;
  if (feedback !== null && (review === undefined || feedback.submittedAt > review.at)) {
    const name = escapeText(feedback.submittedBy.name);
    return reviewWording[locale].answered({ name, at: clockTime(feedback.submittedAt, timeZone) });
  }
  return review === undefined ? null : reviewLine(review, locale, timeZone);
}

/**
 * What an audience may do from its message: sales answers what is owed, risk decides on the answer of its round and may
 * close what it was told of at once. A former owner may do nothing any more.
 */
export function stepsInMessage(view: AlertView, audience: Audience): AlertStepKind[] {
  const parts = audienceParts(audience);
  const isOwed = view.state === 'open' || view.state === 'returned';
  switch (parts.kind) {
    case 'former':
      return [];
    case 'risk':
      return isOwed ? ['close'] : [];
    case 'review':
      if (parts.round !== view.round) return [];
      if (view.state === 'answered') return ['accept', 'return', 'close'];
      return view.state === 'accepted' ? ['close'] : [];
    default:
      return isOwed ? ['submit_feedback'] : [];
  }
}

/** Whether a message that has not been sent is still worth sending. */
export function isStillWanted(view: AlertView, audience: Audience): boolean {
  const parts = audienceParts(audience);
  switch (parts.kind) {
    case 'channel':
    case 'owner':
      return view.state !== 'closed';
    case 'risk':
    case 'manager':
      return view.state === 'open' || view.state === 'returned';
    case 'former':
      return false;
    case 'question':
      return view.state === 'returned' && parts.round === view.round - 1;
    case 'review':
      return view.state === 'answered' && parts.round === view.round;
    case 'file':
      return view.files.some(({ id, state }) => id === parts.fileId && state === 'failed');
  }
}

/** `alert:steps`, so that a click on an old message is recognised as one. */
export function reviewButtonValue(view: AlertView): string {
  return `${view.id}:${stepsOfView(view)}`;
}
