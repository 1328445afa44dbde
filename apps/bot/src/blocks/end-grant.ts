import type { Button, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endGrantWording } from '@xinshao/core/wording/slack/end-grant.ts';
import { FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain } from './text.ts';

export const END_GRANT = 'limit_end_grant';
export const SUBMIT_END_GRANT = 'submit_end_grant';

/** *End now* beside a limit that holds for a time. */
export function endGrantButton(locale: Locale, grantId: string): Button {
  const words = endGrantWording[locale];
  return { type: 'button', action_id: END_GRANT, text: plain(words.end, LIMITS.buttonText), value: grantId };
}

/** The form that asks why. @param paragraphs mrkdwn, already escaped */
export function endGrantView(model: {
  readonly locale: Locale;
  readonly grantId: string;
  readonly paragraphs: readonly string[];
}): ModalView {
  const words = endGrantWording[model.locale];
  return {
    type: 'modal',
    callback_id: SUBMIT_END_GRANT,
    private_metadata: JSON.stringify({ grantId: model.grantId }),
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
