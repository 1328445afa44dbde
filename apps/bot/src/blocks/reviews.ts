import type { Button, KnownBlock } from '@slack/types';
import { REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { REVIEW, SHOW_CUSTOMER } from './alert-message.ts';
import { type ListedAlert, type ListModel, listBlocks } from './home.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

/** An answer that waits for a review; texts are worded already and not yet escaped. */
export type ListedReview = ListedAlert & {
  readonly customerId: number;
  /** Value of the review buttons. */
  readonly reviewValue: string;
  /** The gist of the answer, in lines. */
  readonly answer: readonly string[];
};

const ANSWER_LINE = 250;

/** Answers that wait for a review, each with the decisions. */
export function reviewsBlocks(locale: Locale, list: ListModel<ListedReview>): KnownBlock[] {
  return listBlocks(locale, list, (review) => [reviewText(review), reviewButtons(locale, review)]);
}

function reviewText(review: ListedReview): KnownBlock {
  const title = `*${review.severity} #${review.id} ${escapeText(review.customerName)}*`;
  const labels = review.labels.map(escapeText).join('、');
  const gist = review.answer.map((line) => clip(escapeText(line).replaceAll('\n', ' '), ANSWER_LINE)).join('\n');
  const entry = [clip(`${title}　${labels}`, LIMITS.listEntry), escapeText(review.status), gist].join('\n');
  return { type: 'section', text: mrkdwn(entry) };
}

function reviewButtons(locale: Locale, review: ListedReview): KnownBlock {
  const decisions = REVIEW_DECISIONS.map((decision): Button => {
    const text = plain(reviewWording[locale][decision], LIMITS.buttonText);
    const button: Button = { type: 'button', action_id: REVIEW[decision], text, value: review.reviewValue };
    return decision === 'accept' ? { ...button, style: 'primary' } : button;
  });
  const details: Button = {
    type: 'button',
    action_id: SHOW_CUSTOMER,
    text: plain(alertWording[locale].details, LIMITS.buttonText),
    value: String(review.customerId),
  };
  return { type: 'actions', elements: [...decisions, details] };
}
