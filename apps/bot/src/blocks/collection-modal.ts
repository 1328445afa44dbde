import type { InputBlock, ModalView } from '@slack/types';
import type { CaseStepKind } from '@xinshao/core/collection/case.ts';
import { MOST_INSTALMENTS } from '@xinshao/core/collection/plan.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { type Choice, FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

export const SUBMIT_COLLECTION = 'submit_collection';

/** The steps that ask for something first. */
export type CollectionFormKind = Exclude<CaseStepKind, 'ask_letter'>;

export interface CollectionFormModel {
  readonly locale: Locale;
  readonly kind: CollectionFormKind;
  /** Kept in the form: what the person had before their eyes. */
  readonly metadata: {
    readonly caseId: string;
    readonly kind: CollectionFormKind;
    readonly from: string;
    readonly request: number;
  };
  /** Lines above the inputs; worded and escaped. */
  readonly introduction: readonly string[];
  readonly today: string;
  readonly channels: readonly Choice[];
  readonly stages: readonly Choice[];
  /** Value of the stage that is advised; null: none. */
  readonly advised: string | null;
  /** Yuan, as typed; null: nothing to suggest. */
  readonly total: string | null;
}

/** The form of one step of a case. */
export function collectionFormView(model: CollectionFormModel): ModalView {
  const words = collectionWording[model.locale];
  return {
    type: 'modal',
    callback_id: SUBMIT_COLLECTION,
    private_metadata: JSON.stringify(model.metadata),
    title: plain(words[model.kind], LIMITS.modalTitle),
    submit: plain(words.submit, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [{ type: 'section', text: mrkdwn(model.introduction.join('\n')) }, ...inputs(model)],
  };
}

function inputs(model: CollectionFormModel): InputBlock[] {
  const words = collectionWording[model.locale];
  const { kind, today } = model;
  switch (kind) {
    case 'log_contact':
      return [
        date('contacted_on', words.contactedOn, today, false),
        text('person', words.person, { hint: words.personHint, most: LIMITS.shortAnswer }),
        select('channel', words.channel, model.channels, null),
        text('result', words.result, { multiline: true, most: LIMITS.longAnswer }),
        text('next_step', words.nextStep, { multiline: true, most: LIMITS.longAnswer }),
        date('expected_on', words.expectedOn, null, true),
        text('expected_amount', words.expectedAmount, { optional: true, most: LIMITS.amountAnswer }),
      ];
    case 'advance':
      return [select('stage', words.toStage, model.stages, model.advised), note(words.note, null, true)];
    case 'agree_plan':
      return [
        date('first_on', words.firstOn, null, false),
        {
          type: 'input',
          block_id: 'count',
          label: plain(words.count, LIMITS.inputLabel),
          hint: plain(words.countHint, LIMITS.inputHint),
          element: {
            type: 'number_input',
            action_id: FIELD_ACTION,
            is_decimal_allowed: false,
            min_value: '1',
            max_value: String(MOST_INSTALMENTS),
            initial_value: '1',
          },
        },
        text('total', words.total, { most: LIMITS.amountAnswer, initial: model.total }),
      ];
    case 'close_paid':
      return [note(words.note, words.closeHint, true)];
    case 'end':
    case 'ask_write_off':
      return [note(words.note, null, false)];
    case 'decide_write_off': {
      const choices = [
        { value: 'agree', label: words.agree },
        { value: 'refuse', label: words.refuse },
      ];
      return [select('verdict', words.verdict, choices, null), note(words.note, words.refuseHint, true)];
    }
  }
}

function date(field: string, label: string, initial: string | null, optional: boolean): InputBlock {
  const element = { type: 'datepicker' as const, action_id: FIELD_ACTION };
  return {
    type: 'input',
    block_id: field,
    optional,
    label: plain(label, LIMITS.inputLabel),
    element: initial === null ? element : { ...element, initial_date: initial },
  };
}

function select(field: string, label: string, choices: readonly Choice[], initial: string | null): InputBlock {
  const options = choices.map((choice) => ({
    text: plain(choice.label, LIMITS.optionText),
    value: choice.value,
  }));
  const chosen = options.find(({ value }) => value === initial);
  const element = { type: 'static_select' as const, action_id: FIELD_ACTION, options };
  return {
    type: 'input',
    block_id: field,
    label: plain(label, LIMITS.inputLabel),
    element: chosen === undefined ? element : { ...element, initial_option: chosen },
  };
}

function note(label: string, hint: string | null, optional: boolean): InputBlock {
  return text('note', label, {
    ...(hint === null ? {} : { hint }),
    optional,
    multiline: true,
    most: LIMITS.longAnswer,
  });
}

function text(
  field: string,
  label: string,
  options: {
    readonly hint?: string;
    readonly optional?: boolean;
    readonly multiline?: boolean;
    readonly most: number;
    readonly initial?: string | null;
  },
): InputBlock {
  const { hint, optional = false, multiline = false, most, initial = null } = options;
  return {
    type: 'input',
    block_id: field,
    optional,
    label: plain(label, LIMITS.inputLabel),
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.inputHint) }),
    element: {
      type: 'plain_text_input',
      action_id: FIELD_ACTION,
      multiline,
      max_length: most,
      ...(initial === null ? {} : { initial_value: initial }),
    },
  };
}
