import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import type { SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import type { NamedCustomer } from './lookup-answers.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const REQUEST_LIMIT = 'request_limit';

/** Several customers fit: each with a button that opens the form for it, filled with the same wish. */
export function limitChoiceMessage(
  locale: Locale,
  typed: string,
  customers: readonly NamedCustomer[],
  wish: { readonly limitFen: Fen | null; readonly termDays: number | null },
): SlackMessage {
  const text = cardWording[locale].several({ text: escapeText(typed), count: customers.length });
  return {
    text: clip(text, LIMITS.messageText),
    blocks: [
      { type: 'section', text: mrkdwn(text) },
      ...customers.map(({ customerId, code, name }) => ({
        type: 'section' as const,
        text: mrkdwn(`${escapeText(name)}\n${cardWording[locale].code({ code: escapeText(code) })}`),
        accessory: {
          type: 'button' as const,
          action_id: REQUEST_LIMIT,
          text: plain(limitFormWording[locale].choose, LIMITS.buttonText),
          value: JSON.stringify({ customerId, ...wish }),
        },
      })),
    ],
  };
}
