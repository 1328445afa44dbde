import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { endGrantButton } from './end-grant.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const DECIDE_LIMIT = { approve: 'limit_approve', return: 'limit_return', reject: 'limit_reject' } as const;
export const EDIT_LIMIT = 'limit_edit';
export const WITHDRAW_LIMIT = 'limit_withdraw';

/** What a message or a Home entry about a request says; texts are worded and escaped already. */
export interface LimitRequestModel {
  readonly locale: Locale;
  readonly id: string;
  readonly version: number;
  readonly customerId: number;
  /** Not yet escaped. */
  readonly customerName: string;
  readonly requesterName: string;
  /** Worded state. */
  readonly state: string;
  /** What the reader is told first; empty: nothing special. */
  readonly headlines: readonly string[];
  /** Label and value. */
  readonly figures: readonly (readonly [string, string])[];
  /** Paragraphs with a heading. */
  readonly paragraphs: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** What was decided, the latest last. */
  readonly history: readonly string[];
  readonly footer: string;
  /** What the reader may do from here. */
  readonly offers: readonly ('approve' | 'return' | 'reject' | 'edit' | 'withdraw')[];
  /** Value of the decision buttons: request, version, level and round. */
  readonly decisionValue: string;
  /** The grant that the reader may end before its time; left out: none. */
  readonly endableGrant?: string | null;
}

/** The message of a request: who asks what, what speaks for and against it, how far it is, what the reader may do. */
export function limitRequestMessage(model: LimitRequestModel): SlackMessage {
  const words = limitRequestWording[model.locale];
  const name = escapeText(model.customerName);
  const by = escapeText(model.requesterName);
  const summary = words.fallback({ name, by, state: model.state });
  return {
    text: clip([...model.headlines.slice(0, 1), summary].join(' · '), LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(words.title({ name: model.customerName }), LIMITS.headerText) },
      ...limitRequestBlocks(model),
    ],
  };
}

/** The same without the title, as Home lists it. */
export function limitRequestEntry(model: LimitRequestModel): KnownBlock[] {
  const title = limitRequestWording[model.locale].title({ name: escapeText(model.customerName) });
  const said = [
    ...model.paragraphs.map(({ heading, lines }) => `*${heading}*\n${lines.join('\n')}`),
    ...(model.history.length === 0 ? [] : [model.history.join('\n')]),
  ];
  // One block for all of it: a page has room for a hundred.
  return [
    { type: 'section', text: mrkdwn(`*${title}*`) },
    figuresBlock(model),
    { type: 'section', text: mrkdwn(said.join('\n')) },
    ...ending(model),
  ];
}

function limitRequestBlocks(model: LimitRequestModel): KnownBlock[] {
  const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
  return [
    ...(model.headlines.length === 0 ? [] : [section(model.headlines.join('\n'))]),
    figuresBlock(model),
    ...model.paragraphs.map(({ heading, lines }) => section(`*${heading}*\n${lines.join('\n')}`)),
    ...(model.history.length === 0 ? [] : [section(model.history.join('\n'))]),
    ...ending(model),
  ];
}

function figuresBlock({ figures }: LimitRequestModel): KnownBlock {
  const fields = figures
    .slice(0, LIMITS.fieldsPerSection)
    .map(([label, value]) => mrkdwn(`*${label}*\n${value}`, LIMITS.fieldText));
  return { type: 'section', fields };
}

function ending(model: LimitRequestModel): KnownBlock[] {
  return [actions(model), { type: 'context', elements: [mrkdwn(model.footer)] }];
}

function actions(model: LimitRequestModel): ActionsBlock {
  const words = limitRequestWording[model.locale];
  const value = `${model.id}:${model.version}`;
  const button = (action_id: string, text: string, buttonValue: string): Button => ({
    type: 'button',
    action_id,
    text: plain(text, LIMITS.buttonText),
    value: buttonValue,
  });
  const offered = model.offers.map((offer) => offerButton(offer, button, model, value));
  const details = button(SHOW_CUSTOMER, words.details, String(model.customerId));
  // A new block_id for every version: clients keep the state of a block whose id stays.
  const { endableGrant: grant = null } = model;
  const end = grant === null ? [] : [endGrantButton(model.locale, grant)];
  const block_id = `limit:${value}:${model.offers.join('')}${grant === null ? '' : ':end'}`;
  return { type: 'actions', block_id, elements: [...offered, ...end, details] };
}

function offerButton(
  offer: LimitRequestModel['offers'][number],
  button: (action_id: string, text: string, buttonValue: string) => Button,
  model: LimitRequestModel,
  value: string,
): Button {
  const words = limitRequestWording[model.locale];
  switch (offer) {
    case 'approve':
      return { ...button(DECIDE_LIMIT.approve, words.approve, model.decisionValue), style: 'primary' };
    case 'return':
      return button(DECIDE_LIMIT.return, words.return, model.decisionValue);
    case 'reject':
      return { ...button(DECIDE_LIMIT.reject, words.reject, model.decisionValue), style: 'danger' };
    case 'edit':
      return { ...button(EDIT_LIMIT, words.edit, value), style: 'primary' };
    case 'withdraw':
      return {
        ...button(WITHDRAW_LIMIT, words.withdraw, value),
        confirm: {
          title: plain(words.withdraw, LIMITS.confirmTitle),
          text: plain(words.withdrawConfirm, LIMITS.confirmText),
          confirm: plain(words.confirm, LIMITS.confirmButton),
          deny: plain(words.cancel, LIMITS.confirmButton),
        },
      };
  }
}
