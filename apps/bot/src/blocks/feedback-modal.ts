import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { AttachmentRules } from '@xinshao/core/feedback/attachments.ts';
import type { FeedbackAnswers, FeedbackField } from '@xinshao/core/feedback/form.ts';
import { FEEDBACK_FIELD_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { attachmentInputs } from './attachment-inputs.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const SUBMIT_FEEDBACK = 'submit_feedback';
/** Every input has this action id; its block id is the field's name, so that typed text survives an update. */
export const FIELD_ACTION = 'value';

const FEN_PER_YUAN = 100;

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
  /** The answer before this one, to begin with; left out: none. */
  readonly initial?: FeedbackAnswers | null;
  /** Whether it changes an answer that waits for its review. */
  readonly edits?: boolean;
  /** What may be attached; left out: nothing. */
  readonly attachments?: AttachmentRules;
  /** Files of the answer before this one. */
  readonly attached?: readonly Choice[];
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
    title: plain(model.edits === true ? answersWording[model.locale].editTitle : words.title, LIMITS.modalTitle),
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
        element: {
          type: 'datepicker',
          action_id: FIELD_ACTION,
          initial_date: model.initial?.contacted_at ?? model.today,
        },
      },
      text(model, 'contact_person', words.contact_person_hint, false),
      select(model, 'cause'),
      text(model, 'customer_says', words.customer_says_hint, true),
      ...(model.asksPromise ? promiseBlocks(model) : []),
      ...model.details.map((field) => text(model, field, words[`${field}_hint`], true)),
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
          ...(model.initial ? { initial_value: String(model.initial.recovery_percent) } : {}),
        },
      },
      select(model, 'proposed_action'),
      ...attachmentInputs(model, FIELD_ACTION),
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
  const options = model.choices[field].map(({ value, label }) => ({ text: plain(label, LIMITS.optionText), value }));
  const initial = options.find(({ value }) => value === model.initial?.[field]);
  return {
    type: 'input',
    block_id: field,
    label: label(model.locale, field),
    element: {
      type: 'static_select',
      action_id: FIELD_ACTION,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

type TextField = 'contact_person' | 'customer_says' | 'dispute_detail' | 'fraud_detail' | 'group_detail';

function initialText(value: string | undefined, longest: number): { initial_value?: string } {
  return value === undefined ? {} : { initial_value: clip(value, longest) };
}

function text(model: FeedbackFormModel, field: TextField, hint: string, multiline: boolean): InputBlock {
  const longest = multiline ? LIMITS.longAnswer : LIMITS.shortAnswer;
  return {
    type: 'input',
    block_id: field,
    label: label(model.locale, field),
    hint: plain(hint, LIMITS.inputHint),
    element: {
      type: 'plain_text_input',
      action_id: FIELD_ACTION,
      multiline,
      max_length: longest,
      ...initialText(model.initial?.[field], longest),
    },
  };
}

function label(locale: Locale, field: FeedbackField) {
  return plain(FEEDBACK_FIELD_LABELS[field][locale], LIMITS.inputLabel);
}

/** A promise, or why there is none: which of them is missing is judged by the core, beside the field. */
function promiseBlocks({ locale, initial }: FeedbackFormModel): InputBlock[] {
  const words = feedbackWording[locale];
  const promise = initial?.promise;
  return [
    {
      type: 'input',
      block_id: 'promise_date',
      optional: true,
      label: label(locale, 'promise_date'),
      hint: plain(words.promise_date_hint, LIMITS.inputHint),
      element: {
        type: 'datepicker',
        action_id: FIELD_ACTION,
        ...(promise === undefined ? {} : { initial_date: promise.date }),
      },
    },
    {
      type: 'input',
      block_id: 'promise_amount',
      optional: true,
      label: label(locale, 'promise_amount'),
      hint: plain(words.promise_amount_hint, LIMITS.inputHint),
      element: {
        type: 'plain_text_input',
        action_id: FIELD_ACTION,
        max_length: LIMITS.amountAnswer,
        ...(promise === undefined ? {} : { initial_value: yuanTyped(promise.amountFen) }),
      },
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
        ...initialText(initial?.no_promise_reason, LIMITS.longAnswer),
      },
    },
  ];
}

/** An amount as a person would type it into the form. */
function yuanTyped(amountFen: number): string {
  return (amountFen / FEN_PER_YUAN).toFixed(2).replace(/\.00$/, '');
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
