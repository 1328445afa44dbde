import type { KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { viewsOfCustomers } from '@xinshao/db/portfolio/selection/views-of-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { LIMITS } from '../blocks/limits.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { mrkdwn } from '../blocks/text.ts';
import { OWN_SECTIONS } from '../home/sections.ts';
import type { Services } from '../services.ts';

/** What waits for the member and their own customers at risk: the first page of each part of the Home tab; the looks are recorded first. */
export async function mineMessage(services: Services, member: StaffMember, locale: Locale): Promise<SlackMessage> {
  const words = listWording[locale];
  const seen = new Set<number>();
  const reader = { services, member, locale, now: services.now(), state: {}, surface: 'message' as const, seen };
  const sections = await Promise.all(OWN_SECTIONS.map((section) => section(reader)));
  const looked = await viewsOfCustomers(services.database, [...seen]);
  await recordViews(services.database, { actor: member.code, surface: 'slack' }, looked, reader.now);
  const shown = sections.filter((blocks) => blocks.length > 0);
  if (shown.length === 0) return noticeMessage(words.mineNothing);
  const blocks = shown.flatMap((one, place): KnownBlock[] => (place === 0 ? [...one] : [{ type: 'divider' }, ...one]));
  const end: KnownBlock = { type: 'context', elements: [mrkdwn(words.mineMore)] };
  return { text: words.mineTitle, blocks: [...blocks.slice(0, LIMITS.blocksPerMessage - 1), end] };
}
