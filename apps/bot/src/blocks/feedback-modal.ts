import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { FeedbackField } from '@xinshao/core/feedback/form.ts';
import { FEEDBACK_FIELD_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

export const SUBMIT_FEEDBACK = 'submit_feedback';
/** Every input has this action id; its block id is the field's name, so that typed text survives an update. */
export const FIELD_ACTION = 'value';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the form asks; texts are worded already and not yet escaped. */
export interface FeedbackFormModel {
  readonly locale: Locale;
  readonly alertId: string;
  /** Answers and reviews the person saw; 0: none. An answer is stored only on top of them. */
  readonly steps: number;
  readonly customerName: string;
  readonly due: string;
  readonly warnings: readonly string[];
  /** Said above the form, when something changed meanwhile. */
  readonly notice: string | null;
  /** What risk wants to know; already worded. */
  readonly question: string | null;
  readonly today: string;
  readonly choices: Readonly<Record<'contact_method' | 'cause' | 'recovery' | 'proposed_action', readonly Choice[]>>;
  readonly asksPromise: boolean;
  readonly details: readonly ('dispute_detail' | 'fraud_detail' | 'group_detail')[];
}

/** Shown at once with the trigger, in both languages because nothing is known yet of who clicked. */
export function loadingView(): ModalView {
  return {
    type: 'modal',
    title: plain('信哨 Xinshao', LIMITS.modalTitle),
    blocks: [{ type: 'section', text: mrkdwn(`⏳ ${feedbackWording.zh.loading}\n${feedbackWording.en.loading}`) }],
  };
}

/** The form of §8: fields every feedback has, and those the alert's warnings ask for besides. */
export function feedbackFormView(model: FeedbackFormModel): ModalView {
  const words = feedbackWording[model.locale];
  return {
    type: 'modal',
    callback_id: SUBMIT_FEEDBACK,
    private_metadata: JSON.stringify({ alertId: model.alertId, steps: model.steps }),
    title: plain(words.title, LIMITS.modalTitle),
    submit: plain(words.submit, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      ...(model.notice === null ? [] : [{ type: 'section' as const, text: mrkdwn(`⚠️ ${model.notice}`) }]),
      introduction(model),
      select(model, 'contact_method'),
      {
        type: 'input',
        block_id: 'contacted_at',
        label: label(model.locale, 'contacted_at'),
        element: { type: 'datepicker', action_id: FIELD_ACTION, initial_date: model.today },
      },
      text(model.locale, 'contact_person', words.contact_person_hint, false),
      select(model, 'cause'),
      text(model.locale, 'customer_says', words.customer_says_hint, true),
      ...(model.asksPromise ? promiseBlocks(model.locale) : []),
      ...model.details.map((field) => text(model.locale, field, words[`${field}_hint`], true)),
      select(model, 'recovery'),
      {
        type: 'input',
        block_id: 'recovery_percent',
        label: label(model.locale, 'recovery_percent'),
        element: {
          type: 'number_input',
          action_id: FIELD_ACTION,
          is_decimal_allowed: false,
          min_value: '0',
          max_value: '100',
        },
      },
      select(model, 'proposed_action'),
    ],
  };
}

function introduction(model: FeedbackFormModel): KnownBlock {
  const words = feedbackWording[model.locale];
  const lines = [
    `*${words.about({ name: escapeText(model.customerName), id: model.alertId })}*`,
    ...model.warnings.map((warning) => `• ${escapeText(warning)}`),
    ...(model.question === null ? [] : [`❓ ${escapeText(model.question)}`]),
    words.due({ due: model.due }),
  ];
  return { type: 'section', text: mrkdwn(lines.join('\n')) };
}

function select(model: FeedbackFormModel, field: keyof FeedbackFormModel['choices']): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: label(model.locale, field),
    element: {
      type: 'static_select',
      action_id: FIELD_ACTION,
      options: model.choices[field].map(({ value, label }) => ({ text: plain(label, LIMITS.optionText), value })),
    },
  };
}

function text(locale: Locale, field: FeedbackField, hint: string, multiline: boolean): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: label(locale, field),
    hint: plain(hint, LIMITS.inputHint),
    element: {
      type: 'plain_text_input',
      action_id: FIELD_ACTION,
      multiline,
      max_length: multiline ? LIMITS.longAnswer : LIMITS.shortAnswer,
    },
  };
}

function label(locale: Locale, field: FeedbackField) {
  return plain(FEEDBACK_FIELD_LABELS[field][locale], LIMITS.inputLabel);
}

/** A promise, or why there is none: which of them is missing is judged by the core, beside the field. */
function promiseBlocks(locale: Locale): InputBlock[] {
  const words = feedbackWording[locale];
  return [
    {
      type: 'input',
      block_id: 'promise_date',
      optional: true,
      label: label(locale, 'promise_date'),
      hint: plain(words.promise_date_hint, LIMITS.inputHint),
      element: { type: 'datepicker', action_id: FIELD_ACTION },
    },
    {
      type: 'input',
      block_id: 'promise_amount',
      optional: true,
      label: label(locale, 'promise_amount'),
      hint: plain(words.promise_amount_hint, LIMITS.inputHint),
      element: { type: 'plain_text_input', action_id: FIELD_ACTION, max_length: LIMITS.amountAnswer },
    },
    {
      type: 'input',
      block_id: 'no_promise_reason',
      optional: true,
      label: label(locale, 'no_promise_reason'),
      element: {
        type: 'plain_text_input',
        action_id: FIELD_ACTION,
        multiline: true,
        max_length: LIMITS.longAnswer,
      },
    },
  ];
}

/** A modal that only says something. @param body mrkdwn, already escaped */
export function noticeView(locale: Locale, title: string, body: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.modalTitle),
    close: plain(feedbackWording[locale].close, LIMITS.modalTitle),
    blocks: [{ type: 'section', text: mrkdwn(body) }],
  };
}
