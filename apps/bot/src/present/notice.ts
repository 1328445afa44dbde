import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { secondsFor } from '@xinshao/core/notices/throttle.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeWording, reasonText } from '@xinshao/core/wording/slack/notice.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { StoredNotice } from '@xinshao/db/notices/claim-notice.ts';
import { type NoticeCounts, type NoticeItem, noticeCounts, noticeItems } from '@xinshao/db/notices/notice-items.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { noticeMessage as paragraph } from '../blocks/lookup-answers.ts';
import {
  LINES_IN_MESSAGE,
  LINES_ON_PAGE,
  type NoticeLine,
  noticeListView,
  noticeMessage,
} from '../blocks/notice-message.ts';
import { escapeText } from '../blocks/text.ts';
import { clockTime } from './time.ts';
import { severityMark } from './words.ts';

interface Reader {
  readonly locale: Locale;
  readonly timeZone: string;
}

/**
 * A message about many alerts as things stand now.
 * @returns `owed`: something in it still needs somebody
 */
export async function renderNotice(
  database: Database,
  notice: StoredNotice,
  reader: Reader,
): Promise<{ readonly message: SlackMessage; readonly owed: boolean }> {
  if (notice.kind === 'trouble') return { message: troubleMessage(notice, reader.locale), owed: true };
  const [counts, items] = await Promise.all([
    noticeCounts(database, notice.id),
    noticeItems(database, notice.id, { offset: 0, limit: LINES_IN_MESSAGE }),
  ]);
  const { locale } = reader;
  const lines = items.map((item) => lineOf(item, reader));
  const intro = introOf(notice, counts, locale);
  const title = titleOf(notice, counts, reader);
  const message = noticeMessage({ locale, noticeId: notice.id, title, intro, lines, total: counts.total });
  return { message, owed: counts.owed > 0 };
}

/** One page of the list behind a message about many alerts; null: there is no such list. */
export async function renderNoticePage(database: Database, noticeId: string, offset: number, reader: Reader) {
  const counts = await noticeCounts(database, noticeId);
  if (counts.total === 0) return null;
  const items = await noticeItems(database, noticeId, { offset, limit: LINES_ON_PAGE });
  const lines = items.map((item) => lineOf(item, reader));
  return noticeListView({ locale: reader.locale, noticeId, lines, total: counts.total }, offset);
}

function titleOf(notice: StoredNotice, counts: NoticeCounts, { locale, timeZone }: Reader): string {
  const words = noticeWording[locale];
  if (notice.kind === 'digest') return words.digestTitle({ day: dayInTimeZone(notice.madeAt, timeZone) });
  return notice.kind === 'steps'
    ? words.stepsTitle({ count: counts.total })
    : words.summaryTitle({ count: counts.total });
}

function introOf(notice: StoredNotice, counts: NoticeCounts, locale: Locale): string[] {
  const words = noticeWording[locale];
  const { red, orange, yellow, total, owed } = counts;
  const lines = [words.counts({ red, orange, yellow, exposure: formatFen(counts.exposureFen, locale) })];
  if (notice.kind === 'steps') lines.unshift(words.stepsIntro);
  if (notice.kind === 'digest')
    lines.unshift(words.digestIntro({ fresh: counts.fresh, waiting: total - counts.fresh }));
  if (owed < total) lines.push(words.progress({ answered: total - owed, total }));
  const following = Number(notice.details.following ?? 0);
  if (following > 0)
    lines.push(words.following({ count: following, left: duration(secondsFor(following + 1), locale) }));
  return lines;
}

/** A duration in its largest sensible unit, rounded up. @param seconds any positive number */
export function duration(seconds: number, locale: Locale): string {
  const words = noticeWording[locale];
  const whole = Math.ceil(seconds);
  return whole < 60 ? words.seconds({ count: whole }) : words.minutes({ count: Math.ceil(whole / 60) });
}

function lineOf(item: NoticeItem, { locale, timeZone }: Reader): NoticeLine {
  const words = noticeWording[locale];
  const { alertId, version, customerId } = item;
  const owed = item.state === 'open' || item.state === 'returned';
  return {
    ...{ alertId, version, customerId, owed },
    name: item.customerName,
    mark: severityMark(item.severity),
    figures: words.line({
      exposure: formatFen(item.exposureFen, locale),
      overdue: formatFen(item.overdueFen, locale),
      due: clockTime(item.dueAt, timeZone),
      owner: item.ownerName ?? words.noOwner,
    }),
    remark: remarkOf(item, owed, locale),
  };
}

function remarkOf({ state, part }: NoticeItem, owed: boolean, locale: Locale): string | null {
  const words = noticeWording[locale];
  if (!owed) return state === 'closed' ? words.closed : words.answered;
  if (part === 'hold') return words.hold;
  if (part.startsWith('escalation_')) return words.escalation;
  if (part.startsWith('reminder_')) return words.reminder;
  if (part.startsWith('raised_')) return words.raised;
  return null;
}

function troubleMessage({ details }: StoredNotice, locale: Locale): SlackMessage {
  const words = noticeWording[locale];
  const where = escapeText(String(details.where ?? ''));
  const reason = escapeText(reasonText(String(details.code ?? ''), locale));
  return paragraph(`*${words.troubleTitle}*\n${words.trouble({ where, reason })}`);
}
