import type { KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export interface NamedCustomer {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
}

/** Several customers fit: they are offered, and no grade is shown (§7). */
export function choiceMessage(locale: Locale, typed: string, customers: readonly NamedCustomer[]): SlackMessage {
  const words = cardWording[locale];
  const text = words.several({ text: escapeText(typed), count: customers.length });
  return {
    text: clip(text, LIMITS.messageText),
    blocks: [{ type: 'section', text: mrkdwn(text) }, ...customerButtons(locale, customers)],
  };
}

/** Nothing fits: near names are suggestions only, never a grade (§7). */
export function nothingFoundMessage(
  locale: Locale,
  typed: string,
  suggestions: readonly NamedCustomer[],
): SlackMessage {
  const words = cardWording[locale];
  const text = words.none_found({ text: escapeText(typed) });
  const hint = suggestions.length === 0 ? words.noSuggestions : words.suggestions;
  return {
    text: clip(text, LIMITS.messageText),
    blocks: [{ type: 'section', text: mrkdwn(`${text}\n${hint}`) }, ...customerButtons(locale, suggestions)],
  };
}

/** A branch never inherits its parent's grade: the parent is named instead (§7). */
export function branchMessage(
  locale: Locale,
  typed: string,
  parent: { readonly name: string; readonly customer: NamedCustomer | null },
): SlackMessage {
  const words = cardWording[locale];
  const text = words.branch({ text: escapeText(typed), parent: escapeText(parent.name) });
  return {
    text: clip(text, LIMITS.messageText),
    blocks: [
      { type: 'section', text: mrkdwn(text) },
      ...(parent.customer === null
        ? [{ type: 'context' as const, elements: [mrkdwn(words.branchParentUnknown)] }]
        : customerButtons(locale, [parent.customer])),
    ],
  };
}

/** What `/credit help` and `/credit` alone say. @param lines one of mrkdwn for each subcommand */
export function helpMessage(locale: Locale, lines: readonly string[]): SlackMessage {
  const words = cardWording[locale];
  return {
    text: words.helpTitle,
    blocks: [
      { type: 'header', text: plain(words.helpTitle, LIMITS.headerText) },
      { type: 'section', text: mrkdwn([words.help, ...lines].join('\n')) },
      { type: 'context', elements: [mrkdwn(words.helpMore)] },
    ],
  };
}

/** A friendly refusal for somebody who is not on the staff list, naming whom to ask. */
export function refusalText(locale: Locale, people: readonly string[]): string {
  const words = cardWording[locale];
  return people.length === 0
    ? words.refusedNobody
    : words.refused({ people: people.join(locale === 'zh' ? '、' : ', ') });
}

/** A message of one paragraph. */
export function noticeMessage(text: string): SlackMessage {
  return { text: clip(text, LIMITS.messageText), blocks: [{ type: 'section', text: mrkdwn(text) }] };
}

function customerButtons(locale: Locale, customers: readonly NamedCustomer[]): KnownBlock[] {
  return customers.slice(0, LIMITS.blocksPerMessage - 5).map((customer) => ({
    type: 'section',
    text: mrkdwn(`${escapeText(customer.name)}\n${cardWording[locale].code({ code: escapeText(customer.code) })}`),
    accessory: {
      type: 'button',
      action_id: SHOW_CUSTOMER,
      text: plain(cardWording[locale].viewCard, LIMITS.buttonText),
      value: String(customer.customerId),
    },
  }));
}
