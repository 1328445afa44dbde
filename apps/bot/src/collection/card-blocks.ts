import type { KnownBlock } from '@slack/types';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { STAGE_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { openCaseOf } from '@xinshao/db/collection/case-view.ts';
import { mrkdwn } from '../blocks/text.ts';
import { contactLines } from '../present/collection.ts';
import type { Services } from '../services.ts';

/** What a customer's card says of collection, with the contact log, to those who see details; empty: none is under way. */
export async function collectionCardBlocks(
  services: Services,
  customerId: number,
  locale: Locale,
): Promise<KnownBlock[]> {
  const view = await openCaseOf(services.database, customerId, dayInTimeZone(services.now(), services.timeZone));
  if (view === null) return [];
  const entered = view.stages.at(-1)?.enteredAt ?? view.openedAt;
  const day = dayInTimeZone(entered, services.timeZone);
  const line = collectionWording[locale].onCard({ stage: STAGE_LABELS[view.stage][locale], day });
  return [line, ...contactLines(view, locale)].map((text) => ({ type: 'section', text: mrkdwn(text) }));
}
