import type { Button, ModalView } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endGrantWording } from '@xinshao/core/wording/slack/end-grant.ts';
import { endFormView } from './end-form.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

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
  const { locale, grantId, paragraphs } = model;
  const words = endGrantWording[locale];
  return endFormView({ words, callbackId: SUBMIT_END_GRANT, metadata: { grantId }, paragraphs });
}
