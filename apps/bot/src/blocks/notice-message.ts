import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import type { SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const OPEN_NOTICE = 'open_notice';
/** The buttons that turn the pages of a list; an action block's ids must differ. */
export const TURN_PAGE = { previous: 'notice_previous', next: 'notice_next' } as const;

/** What can be done about an entry. */
export interface LineButton {
  readonly actionId: string;
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** An alert or a request in a list; texts are worded already and not yet escaped. */
export interface NoticeLine {
  readonly id: string;
  readonly name: string;
  readonly mark: string;
  readonly figures: string;
  /** Worded: what the list says of it beyond its figures; null: nothing. */
  readonly remark: string | null;
  /** One stands beside the entry, several below it. */
  readonly buttons: readonly LineButton[];
}

/** Some entries of a message; texts are worded and escaped, lines are not. */
export interface NoticeSection {
  readonly intro: readonly string[];
  /** Those that are shown; the list has all. */
  readonly lines: readonly NoticeLine[];
  readonly total: number;
  /** Of the button that opens the whole list. */
  readonly listValue: string;
}

/** A message about many things; the title is worded. */
export interface NoticeModel {
  readonly locale: Locale;
  readonly title: string;
  readonly sections: readonly NoticeSection[];
}

/** Entries shown in the message itself, in all its sections together; beyond them it offers the lists. */
export const LINES_IN_MESSAGE = 20;
/** Entries on a page of a list. */
export const LINES_ON_PAGE = 40;

/** The message: of each section the first entries with their buttons, and a button to the whole list where there are more. */
export function noticeMessage({ locale, title, sections }: NoticeModel): SlackMessage {
  const intros = sections.flatMap(({ intro }) => intro);
  return {
    text: clip([title, ...intros].join('\n'), LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(title, LIMITS.headerText) },
      ...sections.flatMap((section) => sectionBlocks(locale, section)),
    ],
  };
}

/** One page of a list. */
export interface NoticePage {
  readonly locale: Locale;
  readonly lines: readonly NoticeLine[];
  readonly total: number;
  /** How many entries come before it. */
  readonly offset: number;
  /** Value of a button that leads to another offset. */
  readonly valueAt: (offset: number) => string;
}

export function noticeListView({ locale, lines, total, offset, valueAt }: NoticePage): ModalView {
  const words = noticeWording[locale];
  const turn = (direction: keyof typeof TURN_PAGE, to: number): Button => ({
    type: 'button',
    action_id: TURN_PAGE[direction],
    text: plain(words[direction], LIMITS.buttonText),
    value: valueAt(to),
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
      ...lines.flatMap(lineBlocks),
      // The ids of blocks change with the page, or a client keeps the old ones.
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, block_id: `page:${offset}`, elements: buttons }]),
    ],
  };
}

function sectionBlocks(locale: Locale, { intro, lines, total, listValue }: NoticeSection): KnownBlock[] {
  return [
    ...(intro.length === 0 ? [] : [{ type: 'section' as const, text: mrkdwn(intro.join('\n')) }]),
    ...lines.flatMap(lineBlocks),
    ...(total <= lines.length ? [] : [openListBlock(locale, listValue, total)]),
  ];
}

function lineBlocks({ id, name, mark, figures, remark, buttons }: NoticeLine): KnownBlock[] {
  const said = remark === null ? '' : `　${escapeText(remark)}`;
  const text = mrkdwn(`${mark} *${escapeText(name)}* #${id}${said}\n${escapeText(figures)}`, LIMITS.listEntry);
  const [first, ...others] = buttons.map(buttonOf);
  if (first === undefined) return [{ type: 'section', text }];
  if (others.length === 0) return [{ type: 'section', text, accessory: first }];
  return [
    { type: 'section', text },
    { type: 'actions', elements: [first, ...others] },
  ];
}

function buttonOf({ actionId, label, value, style }: LineButton): Button {
  const text = plain(label, LIMITS.buttonText);
  const button: Button = { type: 'button', action_id: actionId, text, value };
  return style === undefined ? button : { ...button, style };
}

function openListBlock(locale: Locale, value: string, count: number): KnownBlock {
  const text = plain(noticeWording[locale].openList({ count }), LIMITS.buttonText);
  return { type: 'actions', elements: [{ type: 'button', action_id: OPEN_NOTICE, text, value }] };
}
