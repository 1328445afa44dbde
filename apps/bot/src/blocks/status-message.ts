import type { Locale } from '@xinshao/core/wording/locale.ts';
import { statusWording } from '@xinshao/core/wording/slack/status.ts';
import type { SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, mrkdwn, plain } from './text.ts';

export const RETRY_UNDELIVERED = 'retry_undelivered';

/** How the system is doing; lines are worded and escaped. */
export interface StatusModel {
  readonly locale: Locale;
  readonly lines: readonly string[];
  /** What was not delivered, one line each. */
  readonly undelivered: readonly string[];
  /** The reader may have it tried again. */
  readonly retryable: boolean;
}

/** The answer of `/credit status`. */
export function statusMessage({ locale, lines, undelivered, retryable }: StatusModel): SlackMessage {
  const words = statusWording[locale];
  return {
    text: clip([words.title, ...lines].join('\n'), LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(words.title, LIMITS.headerText) },
      { type: 'section', text: mrkdwn(lines.join('\n')) },
      ...(undelivered.length === 0 ? [] : [{ type: 'section' as const, text: mrkdwn(undelivered.join('\n')) }]),
      ...(undelivered.length === 0 || !retryable
        ? []
        : [
            {
              type: 'actions' as const,
              elements: [
                {
                  type: 'button' as const,
                  action_id: RETRY_UNDELIVERED,
                  text: plain(words.retry, LIMITS.buttonText),
                  value: 'all',
                },
              ],
            },
          ]),
    ],
  };
}
