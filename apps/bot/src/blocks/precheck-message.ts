import type { Locale } from '@xinshao/core/wording/locale.ts';
import { precheckWording } from '@xinshao/core/wording/slack/precheck.ts';
import type { SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn } from './text.ts';

export interface PrecheckModel {
  readonly locale: Locale;
  readonly name: string;
  readonly uscc: string | null;
  readonly note: string;
  readonly by: string;
  readonly at: string;
}

/** What a risk officer is sent about a prospect. */
export function precheckMessage(model: PrecheckModel): SlackMessage {
  const words = precheckWording[model.locale];
  const name = escapeText(model.name);
  const by = escapeText(model.by);
  const note = escapeText(model.note).replaceAll('\n', '\n> ');
  const lines = [
    words.title({ name }),
    model.uscc === null ? words.noUscc : words.uscc({ uscc: escapeText(model.uscc) }),
    ...(note === '' ? [] : [words.note({ note })]),
  ];
  return {
    text: clip(words.fallback({ name, by }), LIMITS.messageText),
    blocks: [
      { type: 'section', text: mrkdwn(lines.join('\n')) },
      { type: 'context', elements: [mrkdwn(words.asked({ by, at: model.at }))] },
    ],
  };
}
