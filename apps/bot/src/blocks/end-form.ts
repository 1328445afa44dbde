import type { ModalView } from '@slack/types';
import { FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

/** What a form that asks why something is ended says. */
export interface EndFormWords {
  readonly title: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly reason: string;
  readonly reasonHint: string;
}

/** The form that asks why something is ended before its time. @param paragraphs mrkdwn, already escaped */
export function endFormView(form: {
  readonly words: EndFormWords;
  readonly callbackId: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly paragraphs: readonly string[];
}): ModalView {
  const { words, callbackId, metadata, paragraphs } = form;
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify(metadata),
    title: plain(words.title, LIMITS.modalTitle),
    submit: plain(words.confirm, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      ...paragraphs.map((text) => ({ type: 'section' as const, text: mrkdwn(text) })),
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
