import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { CASE_STEPS, type CaseStepKind } from '@xinshao/core/collection/case.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

/** Action ids of a case's buttons. */
export function collectAction(step: CaseStepKind): string {
  return `collect_${step}`;
}
/** Shows a case from Home. */
export const SHOW_CASE = 'show_collection';
export const COLLECT_ACTIONS = CASE_STEPS.map((step) => ({ step, actionId: collectAction(step) }));

/** What a message of a case says; texts are worded and escaped already, but for `title` and labels of fields. */
export interface CollectionMessageModel {
  readonly locale: Locale;
  readonly id: string;
  readonly version: number;
  readonly customerId: number;
  /** Plain text. */
  readonly title: string;
  readonly fallback: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Paragraphs, each of a few lines. */
  readonly paragraphs: readonly string[];
  readonly context: string;
  readonly steps: readonly CaseStepKind[];
}

/** The message of a case: how it stands, what was done, what to do next, and the buttons for it. */
export function collectionMessage(model: CollectionMessageModel): SlackMessage {
  const fields = model.fields.map(({ label, value }) => mrkdwn(`*${label}*\n${value}`, LIMITS.fieldText));
  return {
    text: clip(model.fallback, LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(model.title, LIMITS.headerText) },
      { type: 'section', fields },
      ...model.paragraphs.map((text): KnownBlock => ({ type: 'section', text: mrkdwn(text) })),
      caseActions(model),
      { type: 'context', elements: [mrkdwn(model.context)] },
    ],
  };
}

/** A reminder: a line, and the buttons while they are of use. */
export function collectionReminder(
  model: Pick<CollectionMessageModel, 'locale' | 'id' | 'version' | 'customerId' | 'steps'> & { readonly text: string },
): SlackMessage {
  return {
    text: clip(model.text, LIMITS.messageText),
    blocks: [{ type: 'section', text: mrkdwn(model.text) }, caseActions(model)],
  };
}

function caseActions(
  model: Pick<CollectionMessageModel, 'locale' | 'id' | 'version' | 'customerId' | 'steps'>,
): ActionsBlock {
  const words = collectionWording[model.locale];
  const value = `${model.id}:${model.version}`;
  const buttons = model.steps.map((step): Button => {
    const text = plain(words[step], LIMITS.buttonText);
    const button: Button = { type: 'button', action_id: collectAction(step), text, value };
    return step === 'log_contact' || step === 'decide_write_off' ? { ...button, style: 'primary' } : button;
  });
  const details: Button = {
    type: 'button',
    action_id: SHOW_CUSTOMER,
    text: plain(alertWording[model.locale].details, LIMITS.buttonText),
    value: String(model.customerId),
  };
  // A new block_id for every version: clients keep the state of a block whose id stays.
  return { type: 'actions', block_id: `collection:${value}`, elements: [...buttons, details] };
}

/** A case in a list. `line` is escaped. */
export function listedCase(locale: Locale, id: string, name: string, line: string): KnownBlock {
  return {
    type: 'section',
    text: mrkdwn(`*${escapeText(name)}*\n${line}`, LIMITS.listEntry),
    accessory: {
      type: 'button',
      action_id: SHOW_CASE,
      text: plain(collectionWording[locale].open, LIMITS.buttonText),
      value: id,
    },
  };
}
