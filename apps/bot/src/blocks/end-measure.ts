import type { Button, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
import { FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

export const END_MEASURE = 'measure_end';
export const SUBMIT_END_MEASURE = 'submit_end_measure';

/** *End* beside what risk has put on the customer. */
export function endMeasureButton(locale: Locale, measureId: string): Button {
  const words = endMeasureWording[locale];
  return { type: 'button', action_id: END_MEASURE, text: plain(words.end, LIMITS.buttonText), value: measureId };
}

/** The form that asks why. @param paragraphs mrkdwn, already escaped */
export function endMeasureView(model: {
  readonly locale: Locale;
  readonly measureId: string;
  readonly paragraphs: readonly string[];
}): ModalView {
  const words = endMeasureWording[model.locale];
  return {
    type: 'modal',
    callback_id: SUBMIT_END_MEASURE,
    private_metadata: JSON.stringify({ measureId: model.measureId }),
    title: plain(words.title, LIMITS.modalTitle),
    submit: plain(words.confirm, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      ...model.paragraphs.map((text) => ({ type: 'section' as const, text: mrkdwn(text) })),
      {
        type: 'input',
        block_id: 'reason',
        label: plain(words.reason, LIMITS.inputLabel),
        hint: plain(words.reasonHint, LIMITS.inputHint),
        element: { type: 'plain_text_input', action_id: FIELD_ACTION, multiline: true, max_length: LIMITS.longAnswer },
      },
    ],
  };
}
