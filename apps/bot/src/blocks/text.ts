import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { LIMITS } from './limits.ts';

/** Makes what people typed harmless in mrkdwn: a customer called `<!channel>` pings nobody. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts a text to so many UTF-16 units, marking the cut with `…` and never halving a character or an entity. */
export function clip(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  let cut = text.slice(0, maximum - 1);
  const last = cut.charCodeAt(cut.length - 1);
  if (last >= 0xd800 && last <= 0xdbff) cut = cut.slice(0, -1);
  const entity = /&[a-z]{0,4}$/.exec(cut);
  if (entity !== null) cut = cut.slice(0, entity.index);
  return `${cut}…`;
}

/** @param text already escaped where people typed it */
export function mrkdwn(text: string, maximum: number = LIMITS.sectionText): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, maximum) };
}

/** Plain text shows everything as typed: nothing in it pings or links. */
export function plain(text: string, maximum: number): PlainTextElement {
  return { type: 'plain_text', text: clip(text, maximum), emoji: true };
}

/** Mentions a member; one without a Slack user is named instead. */
export function mention(person: { readonly slackUserId: string | null; readonly name: string }): string {
  return person.slackUserId === null ? escapeText(person.name) : `<@${person.slackUserId}>`;
}
