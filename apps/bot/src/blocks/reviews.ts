import type { Button, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { reviewButton, SHOW_CUSTOMER } from './alert-message.ts';
import { type ListedAlert, type ListModel, listBlocks } from './home.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

/** An answer that waits for a review; texts are worded already and not yet escaped. */
export type ListedReview = ListedAlert & {
  readonly customerId: number;
  /** The gist of the answer, in lines. */
  readonly answer: readonly string[];
};

const ANSWER_LINE = 250;

/** Answers that wait for a review, each with the decisions. */
export function reviewsBlocks(locale: Locale, list: ListModel<ListedReview>): KnownBlock[] {
  return listBlocks(locale, list, (review) => [reviewText(locale, review), reviewButtons(locale, review)]);
}

function reviewText(locale: Locale, review: ListedReview): KnownBlock {
  const title = `*${review.severity} #${review.id} ${escapeText(review.customerName)}*`;
  const labels = review.labels.map(escapeText).join(locale === 'zh' ? '、' : ', ');
  const gist = review.answer.map((line) => clip(escapeText(line).replaceAll('\n', ' '), ANSWER_LINE)).join('\n');
  const entry = [clip(`${title}　${labels}`, LIMITS.listEntry), escapeText(review.status), gist].join('\n');
  return { type: 'section', text: mrkdwn(entry) };
}

function reviewButtons(locale: Locale, review: ListedReview): KnownBlock {
  const decisions = review.decisions.map((decision) => reviewButton(locale, decision, review.reviewValue));
  const details: Button = {
    type: 'button',
    action_id: SHOW_CUSTOMER,
    text: plain(alertWording[locale].details, LIMITS.buttonText),
    value: String(review.customerId),
  };
  return { type: 'actions', elements: [...decisions, details] };
}
