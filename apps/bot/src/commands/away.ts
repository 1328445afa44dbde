import { mayStandIn } from '@xinshao/core/approvals/permissions.ts';
import { addDays, type Day, dayInTimeZone, isDay } from '@xinshao/core/day/day.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { absenceWording } from '@xinshao/core/wording/slack/absence.ts';
import { noteAbsence } from '@xinshao/db/approvals/absences.ts';
import { askLatecomers } from '@xinshao/db/approvals/ask-latecomers.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { escapeText } from '../blocks/text.ts';
import type { CommandContext, Subcommand } from './subcommand.ts';

const MOST_DAYS = 366;

/** `/credit away <from> <until> <colleague>`: who decides on limit requests in the person's place. */
export const awayCommand: Subcommand = {
  names: ['away', '外出', '请假'],
  help: { zh: absenceWording.zh.helpAway, en: absenceWording.en.helpAway },
  answer: async (context, rest) => noticeMessage(await noteAway(context, rest)),
};

async function noteAway(context: CommandContext, rest: string): Promise<string> {
  const { services, member, locale } = context;
  const words = absenceWording[locale];
  if (!mayStandIn(member)) return words.onlyApprovers;
  const [first = '', last = '', ...name] = rest.split(/\s+/u);
  if (name.length === 0) return words.usage;
  const now = services.now();
  const today = dayInTimeZone(now, services.timeZone);
  const [firstDay, lastDay] = [readDay(first, today), readDay(last, today)];
  if (firstDay === null) return words.unreadableDay({ text: escapeText(first) });
  if (lastDay === null) return words.unreadableDay({ text: escapeText(last) });
  if (lastDay < firstDay || lastDay < today) return words.backwards;
  if (lastDay > addDays(firstDay, MOST_DAYS)) return words.tooLong;
  const delegate = await colleague(context, name.join(' '), locale);
  if (typeof delegate === 'string') return delegate;
  if (delegate.code === member.code) return words.notYourself;
  if (!mayStandIn(delegate)) return words.unfit({ name: escapeText(delegate.name) });
  const moment = { now, timeZone: services.timeZone };
  const absence = { staffCode: member.code, delegateCode: delegate.code, firstDay, lastDay };
  const noted = await noteAbsence(services.database, absence, { moment, surface: 'slack' });
  if (noted.outcome === 'delegate_away') {
    return words.delegateAway({ name: escapeText(delegate.name), first: noted.firstDay, last: noted.lastDay });
  }
  await askLatecomers(services.database, services.queue, moment);
  await tellDelegate(context, delegate, { first: firstDay, last: lastDay });
  const done = words.noted({ first: firstDay, last: lastDay, name: escapeText(delegate.name) });
  if (noted.standsInFor.length === 0) return done;
  const names = noted.standsInFor.map(escapeText).join(locale === 'zh' ? '、' : ', ');
  return `${done}\n${words.countedOn({ names })}`;
}

/** `2026-12-01`, or today and tomorrow in words. */
function readDay(text: string, today: Day): Day | null {
  const typed = text.normalize('NFKC').toLowerCase().replaceAll('/', '-');
  if (typed === 'today' || typed === '今天') return today;
  if (typed === 'tomorrow' || typed === '明天') return addDays(today, 1);
  return isDay(typed) ? typed : null;
}

/** The one member of staff that a code, a Slack mention or a name means; or what is wrong with it. */
async function colleague({ services }: CommandContext, typed: string, locale: Locale): Promise<StaffMember | string> {
  const words = absenceWording[locale];
  const staff = await listStaff(services.database);
  const user = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(typed)?.[1];
  const text = typed.replace(/^@/, '');
  const found = staff.filter(
    ({ code, name, slackUserId }) => code === text || name === text || (user !== undefined && slackUserId === user),
  );
  const exact = found.find(({ code }) => code === text);
  const [only] = found;
  if (exact !== undefined) return exact;
  if (only === undefined) return words.unknownColleague({ text: escapeText(typed) });
  if (found.length === 1) return only;
  const codes = found.map(({ code }) => escapeText(code)).join(locale === 'zh' ? '、' : ', ');
  return words.severalColleagues({ text: escapeText(typed), codes });
}

/** A courtesy after it is stored: requests themselves reach the delegate by the queue. */
async function tellDelegate(
  { services, client, member }: CommandContext,
  delegate: StaffMember,
  days: { readonly first: Day; readonly last: Day },
): Promise<void> {
  try {
    const user = await services.people.slackUserOf(delegate);
    if (user === null) return;
    const locale = await services.people.localeOf(user);
    const opened = await client.conversations.open({ users: user });
    const channel = opened.channel?.id;
    if (channel === undefined) return;
    const text = absenceWording[locale].toDelegate({ name: escapeText(member.name), ...days });
    await client.chat.postMessage({ channel, ...noticeMessage(text) });
  } catch (error) {
    services.log.warn({ err: error, staff: delegate.code }, 'the delegate could not be told');
  }
}
