import type { Button, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
import { endFormView } from './end-form.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

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
  const { locale, measureId, paragraphs } = model;
  const words = endMeasureWording[locale];
  return endFormView({ words, callbackId: SUBMIT_END_MEASURE, metadata: { measureId }, paragraphs });
}
