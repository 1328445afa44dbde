import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { ReviewDecision } from '@xinshao/core/alerts/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cutLimitWording } from '@xinshao/core/wording/slack/cut-limit.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import type { Outcome } from './alert-message.ts';
import { type Choice, FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

export const SUBMIT_REVIEW = 'submit_review';
/** Fields of the form, by their block. */
export const REVIEW_ACTION_FIELD = 'action';
export const NEW_LIMIT = 'new_limit';

/** What a review form asks; texts are worded already and not yet escaped. */
export interface ReviewFormModel {
  readonly locale: Locale;
  readonly alertId: string;
  /** Answers and reviews the officer saw. A decision is stored only on top of them. */
  readonly steps: number;
  readonly decision: ReviewDecision;
  readonly customerName: string;
  /** The answer under review; null: none has come. */
  readonly answer: Outcome | null;
  /** What the record of whoever answered makes of their estimate, in mrkdwn; null: nothing to say. */
  readonly estimate: string | null;
  readonly actions: readonly Choice[];
  readonly verdicts: readonly Choice[];
  /** What is said beside the new limit; null: no limit is being cut. */
  readonly cutHint: string | null;
}

/** The form of one decision: action and note, or a question, or verdict and note; above it the answer it is about. */
export function reviewFormView(model: ReviewFormModel): ModalView {
  const words = reviewWording[model.locale];
  const { alertId, steps, decision } = model;
  return {
    type: 'modal',
    callback_id: SUBMIT_REVIEW,
    private_metadata: JSON.stringify({ alertId, steps, decision }),
    title: plain(words[decision], LIMITS.modalTitle),
    submit: plain(words.submit, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [...introduction(model), ...inputs(model)],
  };
}

function introduction(model: ReviewFormModel): KnownBlock[] {
  const words = reviewWording[model.locale];
  const title = `*${words.about({ name: escapeText(model.customerName), id: model.alertId })}*`;
  const blocks: KnownBlock[] = [{ type: 'section', text: mrkdwn(title) }];
  if (model.answer === null) return blocks;
  const { by, at, lines, remark, more = [] } = model.answer;
  const listed = lines.map(({ label, value }) => `*${label}*　${escapeText(value).replaceAll('\n', ' ')}`);
  const estimate: KnownBlock[] =
    model.estimate === null ? [] : [{ type: 'context', elements: [mrkdwn(model.estimate)] }];
  const answer = [words.answerBy({ name: escapeText(by), at }) + (remark ?? ''), ...listed].join('\n');
  blocks.push({ type: 'section', text: mrkdwn(answer) });
  if (more.length > 0) blocks.push({ type: 'section', text: mrkdwn(more.join('\n')) });
  return [...blocks, ...estimate, { type: 'divider' }];
}

function inputs(model: ReviewFormModel): InputBlock[] {
  const words = reviewWording[model.locale];
  switch (model.decision) {
    case 'accept':
      return [
        // Choosing tells us at once: some actions ask for more.
        { ...select('action', words.action, model.actions), dispatch_action: true },
        ...(model.cutHint === null ? [] : [newLimit(model.cutHint, model.locale)]),
        {
          type: 'input',
          block_id: 'until',
          optional: true,
          label: plain(words.until, LIMITS.inputLabel),
          hint: plain(words.untilHint, LIMITS.inputHint),
          element: { type: 'datepicker', action_id: FIELD_ACTION },
        },
        text(words.note, words.noteHint, true),
      ];
    case 'return':
      return [text(words.questionLabel, null, false)];
    case 'close':
      return [select('verdict', words.verdict, model.verdicts), text(words.closeNote, words.closeHint, false)];
  }
}

function select(field: 'action' | 'verdict', label: string, choices: readonly Choice[]): InputBlock {
  const options = choices.map(({ value, label }) => ({ text: plain(label, LIMITS.optionText), value }));
  return {
    type: 'input',
    block_id: field,
    label: plain(label, LIMITS.inputLabel),
    element: { type: 'static_select', action_id: FIELD_ACTION, options },
  };
}

function newLimit(hint: string, locale: Locale): InputBlock {
  return {
    type: 'input',
    block_id: NEW_LIMIT,
    label: plain(cutLimitWording[locale].newLimit, LIMITS.inputLabel),
    hint: plain(hint, LIMITS.inputHint),
    element: { type: 'plain_text_input', action_id: FIELD_ACTION, max_length: 40 },
  };
}

function text(label: string, hint: string | null, optional: boolean): InputBlock {
  return {
    type: 'input',
    block_id: 'note',
    optional,
    label: plain(label, LIMITS.inputLabel),
    ...(hint === null ? {} : { hint: plain(hint, LIMITS.inputHint) }),
    element: { type: 'plain_text_input', action_id: FIELD_ACTION, multiline: true, max_length: LIMITS.longAnswer },
  };
}
