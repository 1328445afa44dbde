import type { ActionsBlock } from '@slack/types';
import type { ReviewDecision } from '@xinshao/core/alerts/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { OPEN_FEEDBACK, reviewButton, SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, mrkdwn, plain } from './text.ts';

export interface StepMessageModel {
  readonly locale: Locale;
  /** Worded and escaped. */
  readonly text: string;
  readonly alertId: string;
  readonly alertVersion: number;
  readonly customerId: number;
  /** The reader may answer the alert. */
  readonly answerable: boolean;
  /** What the reader may decide about it, where they may not answer. */
  readonly decisions: readonly ReviewDecision[];
  /** Value of the buttons of the decisions. */
  readonly reviewValue: string;
  /** Below the alert's own message, which has the buttons already. */
  readonly inThread: boolean;
}

/** One reminder, escalation or hold: a line, and in a direct message what can be done about it. */
export function stepMessage(model: StepMessageModel): SlackMessage {
  const section = { type: 'section' as const, text: mrkdwn(model.text) };
  return {
    text: clip(model.text, LIMITS.messageText),
    blocks: model.inThread ? [section] : [section, actions(model)],
  };
}

function actions(model: StepMessageModel): ActionsBlock {
  const { locale, alertId, alertVersion, customerId, answerable, decisions, reviewValue } = model;
  const words = alertWording[locale];
  const details = {
    type: 'button' as const,
    action_id: SHOW_CUSTOMER,
    text: plain(words.details, LIMITS.buttonText),
    value: String(customerId),
  };
  if (!answerable) {
    const buttons = decisions.map((decision) => reviewButton(locale, decision, reviewValue));
    return { type: 'actions', elements: [...buttons, details] };
  }
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: OPEN_FEEDBACK,
        style: 'primary',
        text: plain(words.submit, LIMITS.buttonText),
        value: `${alertId}:${alertVersion}`,
      },
      details,
    ],
  };
}
