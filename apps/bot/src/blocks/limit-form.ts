import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

export const SUBMIT_LIMIT_REQUEST = 'submit_limit_request';
export const SUBMIT_LIMIT_DECISION = 'submit_limit_decision';

/** What the form shows above its fields and what stands in them; texts are worded and escaped already. */
export interface LimitFormModel {
  readonly locale: Locale;
  /** Carried unseen. */
  readonly metadata: string;
  readonly edits: boolean;
  readonly paragraphs: readonly string[];
  readonly figures: readonly (readonly [string, string])[];
  /** As people write them. */
  readonly filled: {
    readonly limit: string;
    readonly terms: string;
    readonly until: string | null;
    readonly reason: string;
  };
}

/** The form for a limit and terms: what holds and what is recommended, then what is asked for. */
export function limitFormView(model: LimitFormModel): ModalView {
  const words = limitFormWording[model.locale];
  const { limit, terms, until, reason } = model.filled;
  const [about, ...rest] = model.paragraphs;
  const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
  return {
    type: 'modal',
    callback_id: SUBMIT_LIMIT_REQUEST,
    private_metadata: model.metadata,
    title: plain(model.edits ? words.editTitle : words.title, LIMITS.modalTitle),
    submit: plain(words.submit, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      ...(about === undefined ? [] : [section(about)]),
      {
        type: 'section',
        fields: model.figures
          .slice(0, LIMITS.fieldsPerSection)
          .map(([label, value]) => mrkdwn(`*${label}*\n${value}`, LIMITS.fieldText)),
      },
      ...rest.map(section),
      { type: 'divider' },
      text('limit', words.limit, words.limitHint, limit, LIMITS.amountAnswer),
      text('terms', words.terms, words.termsHint, terms, LIMITS.amountAnswer),
      {
        type: 'input',
        block_id: 'until',
        optional: true,
        label: plain(words.until, LIMITS.inputLabel),
        hint: plain(words.untilHint, LIMITS.inputHint),
        element: {
          type: 'datepicker',
          action_id: FIELD_ACTION,
          ...(until === null ? {} : { initial_date: until }),
        },
      },
      text('reason', words.reason, words.reasonHint, reason, LIMITS.longAnswer),
    ],
  };
}

function text(field: string, label: string, hint: string, filled: string, maximum: number): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: plain(label, LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputHint),
    element: {
      type: 'plain_text_input',
      action_id: FIELD_ACTION,
      multiline: maximum === LIMITS.longAnswer,
      max_length: maximum,
      ...(filled === '' ? {} : { initial_value: filled }),
    },
  };
}

/** The form of one decision: what it is about, and why. @param about mrkdwn, already escaped */
export function limitDecisionView(model: {
  readonly locale: Locale;
  readonly metadata: string;
  readonly decision: 'approve' | 'return' | 'reject';
  readonly about: string;
}): ModalView {
  const words = limitRequestWording[model.locale];
  const hints = { approve: words.noteOptional, return: words.noteReturn, reject: words.noteReject };
  return {
    type: 'modal',
    callback_id: SUBMIT_LIMIT_DECISION,
    private_metadata: model.metadata,
    title: plain(words[model.decision], LIMITS.modalTitle),
    submit: plain(words.confirm, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: mrkdwn(model.about) },
      {
        type: 'input',
        block_id: 'note',
        optional: model.decision === 'approve',
        label: plain(words.note, LIMITS.inputLabel),
        hint: plain(hints[model.decision], LIMITS.inputHint),
        element: { type: 'plain_text_input', action_id: FIELD_ACTION, multiline: true, max_length: LIMITS.longAnswer },
      },
    ],
  };
}
