import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { secondsFor } from '@xinshao/core/notices/throttle.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeWording, reasonText } from '@xinshao/core/wording/slack/notice.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { StoredNotice } from '@xinshao/db/notices/claim-notice.ts';
import { type NoticeCounts, noticeCounts, noticeItems } from '@xinshao/db/notices/notice-items.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { noticeMessage as paragraph } from '../blocks/lookup-answers.ts';
import { LINES_IN_MESSAGE, type NoticeModel, noticeMessage } from '../blocks/notice-message.ts';
import { escapeText } from '../blocks/text.ts';
import { digestSections } from './digest.ts';
import { alertLine } from './notice-line.ts';
import { noticeListValue } from './notice-list.ts';

/** Who reads a message about many, and when. */
export interface NoticeReader {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  /** null: a channel, or somebody who is no longer on the staff list. */
  readonly member: StaffMember | null;
}

/**
 * A message about many things as they stand now.
 * @returns `owed`: something in it still needs somebody
 */
export async function renderNotice(
  database: Database,
  notice: StoredNotice,
  reader: NoticeReader,
): Promise<{ readonly message: SlackMessage; readonly owed: boolean }> {
  const { locale, timeZone } = reader;
  const words = noticeWording[locale];
  const shown = (title: string, sections: NoticeModel['sections']) => noticeMessage({ locale, title, sections });
  if (notice.kind === 'trouble') return { message: troubleMessage(notice, locale), owed: true };
  if (notice.kind === 'digest') {
    const title = words.digestTitle({ day: dayInTimeZone(notice.madeAt, timeZone) });
    const { sections, owed } = await digestSections(database, notice.id, reader);
    return { message: shown(title, sections), owed };
  }
  const [counts, items] = await Promise.all([
    noticeCounts(database, notice.id),
    noticeItems(database, notice.id, { offset: 0, limit: LINES_IN_MESSAGE, parts: null }),
  ]);
  const { total } = counts;
  const title = notice.kind === 'steps' ? words.stepsTitle({ count: total }) : words.summaryTitle({ count: total });
  const lines = items.map((item) => alertLine(item, reader));
  const section = { intro: introOf(notice, counts, locale), lines, total, listValue: noticeListValue(notice.id) };
  return { message: shown(title, [section]), owed: counts.owed > 0 };
}

function introOf(notice: StoredNotice, counts: NoticeCounts, locale: Locale): string[] {
  const words = noticeWording[locale];
  const { red, orange, yellow, total, owed } = counts;
  const lines = [words.counts({ red, orange, yellow, exposure: formatFen(counts.exposureFen, locale) })];
  if (notice.kind === 'steps') lines.unshift(words.stepsIntro);
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

function troubleMessage({ details }: StoredNotice, locale: Locale): SlackMessage {
  const words = noticeWording[locale];
  const text = (key: string) => escapeText(String(details[key] ?? ''));
  const reason = escapeText(reasonText(String(details.code ?? ''), locale));
  const files = { number: text('number'), name: text('customerName'), reason };
  if (details.about === 'letter') return paragraph(words.letterUnsent(files));
  if (details.about === 'attachments') return paragraph(words.attachmentsUnsent(files));
  return paragraph(`*${words.troubleTitle}*\n${words.trouble({ where: text('where'), reason })}`);
}
