import type { KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { promiseWording } from '@xinshao/core/wording/promises.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { SEND_FILES } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

/** Every answer to an alert. */
export interface FeedbackHistoryModel {
  readonly locale: Locale;
  readonly alertId: string;
  readonly customerName: string;
  /** What became of the promises of all answers; mrkdwn. */
  readonly promises: readonly string[];
  /** The latest first. */
  readonly answers: readonly HistoryAnswer[];
  /** Whether files are stored that can be sent. */
  readonly hasFiles: boolean;
}

export interface HistoryAnswer {
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  readonly remark: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  /** mrkdwn. */
  readonly files: readonly string[];
}

/** Answers shown one by one; the rest is counted. */
const ANSWERS_SHOWN = 20;

/** All answers of an alert with their files, and its promises. */
export function feedbackHistoryView(model: FeedbackHistoryModel): ModalView {
  const { locale, customerName, alertId } = model;
  const words = answersWording[locale];
  const about = feedbackWording[locale].about({ name: escapeText(customerName), id: alertId });
  const blocks: KnownBlock[] = [{ type: 'section', text: mrkdwn(`*${about}*`) }];
  if (model.promises.length > 0) {
    blocks.push({ type: 'section', text: mrkdwn([`*${promiseWording[locale].title}*`, ...model.promises].join('\n')) });
  }
  if (model.hasFiles) {
    const text = plain(words.sendFiles, LIMITS.buttonText);
    blocks.push({ type: 'actions', elements: [{ type: 'button', action_id: SEND_FILES, text, value: alertId }] });
  }
  if (model.answers.length === 0) blocks.push({ type: 'section', text: mrkdwn(words.none) });
  for (const answer of model.answers.slice(0, ANSWERS_SHOWN)) blocks.push(...answerBlocks(locale, answer));
  const earlier = model.answers.length - ANSWERS_SHOWN;
  if (earlier > 0) blocks.push({ type: 'context', elements: [mrkdwn(words.earlier({ count: earlier }))] });
  return {
    type: 'modal',
    title: plain(words.historyTitle, LIMITS.modalTitle),
    close: plain(feedbackWording[locale].close, LIMITS.modalTitle),
    blocks,
  };
}

function answerBlocks(locale: Locale, { revision, by, at, remark, lines, files }: HistoryAnswer): KnownBlock[] {
  const title = answersWording[locale].revision({ revision, name: escapeText(by), at }) + remark;
  const listed = lines.map(({ label, value }) => `*${label}*　${escapeText(value).replaceAll('\n', ' ')}`);
  const blocks: KnownBlock[] = [{ type: 'divider' }, { type: 'section', text: mrkdwn([title, ...listed].join('\n')) }];
  if (files.length > 0) blocks.push({ type: 'section', text: mrkdwn(files.join('\n')) });
  return blocks;
}
