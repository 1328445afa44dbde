import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { STAGE_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { casesOf } from '@xinshao/db/collection/case-view.ts';
import { listedCase } from '../../blocks/collection-message.ts';
import { mrkdwn } from '../../blocks/text.ts';
import { clockTime } from '../../present/time.ts';
import type { HomeSection } from '../section.ts';

const CASES_READ = 50;
const CASES_SHOWN = 10;

/** The cases the reader collects, what is due first at the top; nothing for those who collect nothing. */
export const collectionsSection: HomeSection = async ({ services, member, locale, now, seen }) => {
  const cases = await casesOf(services.database, member, CASES_READ, dayInTimeZone(now, services.timeZone));
  if (cases.length === 0) return [];
  const words = collectionWording[locale];
  const shown = cases.slice(0, CASES_SHOWN);
  for (const { customer } of shown) seen.add(customer.id);
  const rest = cases.length - CASES_SHOWN;
  return [
    { type: 'section', text: mrkdwn(`*${words.mine}*`) },
    ...shown.map((view) => {
      const due = view.dueAt === null ? '—' : clockTime(view.dueAt, services.timeZone);
      const late = view.dueAt !== null && view.dueAt <= now ? '⏰ ' : '';
      const stage = `${late}${STAGE_LABELS[view.stage][locale]}`;
      const overdue = formatFen(view.account.overdueFen, locale);
      const line = words.line({ stage, overdue, due, contacts: view.contactCount });
      return listedCase(locale, view.id, view.customer.name, line);
    }),
    ...(rest > 0 ? [{ type: 'context' as const, elements: [mrkdwn(words.more({ count: rest }))] }] : []),
  ];
};
