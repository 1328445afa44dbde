import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import { OPEN_FEEDBACK, SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const OPEN_NOTICE = 'open_notice';
/** The buttons that turn the pages of a list; an action block's ids must differ. */
export const TURN_PAGE = { previous: 'notice_previous', next: 'notice_next' } as const;

/** An alert in a list; texts are worded already and not yet escaped. */
export interface NoticeLine {
  readonly alertId: string;
  readonly version: number;
  readonly customerId: number;
  readonly name: string;
  readonly mark: string;
  readonly figures: string;
  /** Worded: what the list says of it beyond its figures; null: nothing. */
  readonly remark: string | null;
  readonly owed: boolean;
}

/** A message about many alerts; texts are worded and escaped, lines are not. */
export interface NoticeModel {
  readonly locale: Locale;
  readonly noticeId: string;
  readonly title: string;
  readonly intro: readonly string[];
  /** Those that are shown; the list has all. */
  readonly lines: readonly NoticeLine[];
  readonly total: number;
}

/** Alerts shown in the message itself; beyond them it offers the list. */
export const LINES_IN_MESSAGE = 20;
/** Alerts on a page of the list. */
export const LINES_ON_PAGE = 40;

/** The message: the first alerts each with its button, and a button to the whole list where they are more. */
export function noticeMessage(model: NoticeModel): SlackMessage {
  const { locale, noticeId, lines, total } = model;
  const shown = lines.slice(0, LINES_IN_MESSAGE);
  return {
    text: clip([model.title, ...model.intro].join('\n'), LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(model.title, LIMITS.headerText) },
      ...(model.intro.length === 0 ? [] : [section(model.intro.join('\n'))]),
      ...shown.map((line) => lineBlock(locale, line)),
      ...(total <= shown.length ? [] : [openListBlock(locale, noticeId, total)]),
    ],
  };
}

/** One page of the list. @param offset how many alerts come before it */
export function noticeListView(model: Omit<NoticeModel, 'intro' | 'title'>, offset: number): ModalView {
  const words = noticeWording[model.locale];
  const { locale, noticeId, lines, total } = model;
  const turn = (direction: keyof typeof TURN_PAGE, to: number): Button => ({
    type: 'button',
    action_id: TURN_PAGE[direction],
    text: plain(words[direction], LIMITS.buttonText),
    value: `${noticeId}:${to}`,
  });
  const buttons = [
    ...(offset > 0 ? [turn('previous', Math.max(0, offset - LINES_ON_PAGE))] : []),
    ...(offset + lines.length < total ? [turn('next', offset + lines.length)] : []),
  ];
  return {
    type: 'modal',
    callback_id: 'notice_list',
    title: plain(words.listTitle, LIMITS.modalTitle),
    blocks: [
      {
        type: 'context',
        elements: [mrkdwn(words.page({ from: Math.min(total, offset + 1), to: offset + lines.length, total }))],
      },
      ...lines.map((line) => lineBlock(locale, line)),
      // The ids of blocks change with the page, or a client keeps the old ones.
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, block_id: `page:${offset}`, elements: buttons }]),
    ],
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function lineBlock(locale: Locale, line: NoticeLine): KnownBlock {
  const words = alertWording[locale];
  const remark = line.remark === null ? '' : `　${escapeText(line.remark)}`;
  const button: Button = line.owed
    ? {
        type: 'button',
        action_id: OPEN_FEEDBACK,
        text: plain(words.submit, LIMITS.buttonText),
        value: `${line.alertId}:${line.version}`,
      }
    : {
        type: 'button',
        action_id: SHOW_CUSTOMER,
        text: plain(words.details, LIMITS.buttonText),
        value: String(line.customerId),
      };
  const text = `${line.mark} *${escapeText(line.name)}* #${line.alertId}${remark}\n${escapeText(line.figures)}`;
  return { type: 'section', text: mrkdwn(text, LIMITS.listEntry), accessory: button };
}

function openListBlock(locale: Locale, noticeId: string, count: number): KnownBlock {
  const text = plain(noticeWording[locale].openList({ count }), LIMITS.buttonText);
  return { type: 'actions', elements: [{ type: 'button', action_id: OPEN_NOTICE, text, value: noticeId }] };
}
