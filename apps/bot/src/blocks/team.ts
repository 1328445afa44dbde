import type { KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { type ListModel, listBlocks } from './home.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn } from './text.ts';

/** A member of a team in a list; texts are worded already and not yet escaped. */
export interface ListedMember {
  readonly name: string;
  readonly owed: number;
  readonly overdue: number;
  readonly review: number;
  /** How they answered lately. */
  readonly rate: string;
  /** What the owed answers are about; null: nothing is owed. */
  readonly exposure: string | null;
}

/** The members of a team with what they owe; who has most overdue first. */
export function teamBlocks(locale: Locale, list: ListModel<ListedMember>): KnownBlock[] {
  return listBlocks(locale, list, (member) => [memberBlock(locale, member)]);
}

function memberBlock(locale: Locale, member: ListedMember): KnownBlock {
  const words = listWording[locale];
  const { owed, overdue, review } = member;
  const line = words.member({ name: escapeText(member.name), owed, overdue, review });
  const more = [member.rate, ...(member.exposure === null ? [] : [member.exposure])].map(escapeText).join(' · ');
  return { type: 'section', text: mrkdwn(`${overdue > 0 ? '🔺 ' : ''}${line}\n${more}`, LIMITS.listEntry) };
}
