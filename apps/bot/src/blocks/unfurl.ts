import type { KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { unfurlWording } from '@xinshao/core/wording/slack/unfurl.ts';
import { SHOW_CUSTOMER } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

export interface UnfurlModel {
  readonly locale: Locale;
  readonly customerId: number;
  readonly name: string;
  readonly code: string;
  /** In words; null: none. */
  readonly grade: string | null;
}

/** What a whole channel sees of a customer whose link was posted: name and grade, nothing else (§9). */
export function unfurlBlocks({ locale, customerId, name, code, grade }: UnfurlModel): KnownBlock[] {
  const words = unfurlWording[locale];
  const graded = grade === null ? words.noGrade : words.grade({ grade: escapeText(grade) });
  return [
    {
      type: 'section',
      text: mrkdwn(`*${escapeText(name)}*  ${escapeText(code)}\n${graded}`),
      accessory: {
        type: 'button',
        action_id: SHOW_CUSTOMER,
        text: plain(words.details, LIMITS.buttonText),
        value: String(customerId),
      },
    },
    { type: 'context', elements: [mrkdwn(words.detailsHint)] },
  ];
}
