import { formatFen } from '@xinshao/core/money/fen.ts';
import { DIGEST_SECTIONS, type DigestSection, partsOfSection } from '@xinshao/core/notices/digest.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { digestWording } from '@xinshao/core/wording/slack/digest.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import type { Database } from '@xinshao/db/database.ts';
import { type NoticeCounts, noticeCounts, noticeItems } from '@xinshao/db/notices/notice-items.ts';
import { noticeRequests } from '@xinshao/db/notices/notice-requests.ts';
import { LINES_IN_MESSAGE, type NoticeSection } from '../blocks/notice-message.ts';
import type { NoticeReader } from './notice.ts';
import { alertLine, requestLine } from './notice-line.ts';
import { noticeListValue } from './notice-list.ts';

/**
 * The sections of a digest that have anything in them, in their order.
 * @returns `owed`: something in them still waits for the reader
 */
export async function digestSections(
  database: Database,
  noticeId: string,
  reader: NoticeReader,
): Promise<{ readonly sections: readonly NoticeSection[]; readonly owed: boolean }> {
  const requests = await noticeRequests(database, noticeId, reader);
  const counted = await Promise.all(
    DIGEST_SECTIONS.map(async (section) => {
      const counts = section === 'approval' ? null : await noticeCounts(database, noticeId, partsOfSection(section));
      const total = counts?.total ?? requests.length;
      return { section, counts, total, owed: counts?.owed ?? requests.filter(({ owed }) => owed).length };
    }),
  );
  const filled = counted.filter(({ total }) => total > 0);
  const limit = Math.floor(LINES_IN_MESSAGE / Math.max(1, filled.length));
  const sections = filled.map(async ({ section, counts, total, owed }): Promise<NoticeSection> => {
    const listValue = noticeListValue(noticeId, section);
    if (counts === null) {
      const lines = requests.slice(0, limit).map((request) => requestLine(request, reader));
      return { intro: introOf('approval', total, owed, reader.locale), lines, total, listValue };
    }
    const items = await noticeItems(database, noticeId, { offset: 0, limit, parts: partsOfSection(section) });
    const lines = items.map((item) => alertLine(item, reader));
    const alone = filled.length === 1;
    const intro =
      section === 'own' ? ownIntro(counts, alone, reader.locale) : introOf(section, total, owed, reader.locale);
    return { intro, lines, total, listValue };
  });
  return { sections: await Promise.all(sections), owed: filled.some(({ owed }) => owed > 0) };
}

/** @param alone it is all there is: it needs no heading */
function ownIntro(
  { red, orange, yellow, total, owed, fresh, exposureFen }: NoticeCounts,
  alone: boolean,
  locale: Locale,
) {
  const words = noticeWording[locale];
  return [
    ...(alone ? [] : [headingOf('own', total, locale)]),
    words.digestIntro({ fresh, waiting: total - fresh }),
    words.counts({ red, orange, yellow, exposure: formatFen(exposureFen, locale) }),
    ...(owed < total ? [words.progress({ answered: total - owed, total })] : []),
  ];
}

function introOf(section: Exclude<DigestSection, 'own'>, total: number, owed: number, locale: Locale): string[] {
  const words = digestWording[locale];
  const said = { overdue: words.overdueIntro, review: words.reviewIntro, approval: words.approvalIntro };
  const settled = owed < total ? [words.settled({ settled: total - owed, total })] : [];
  return [headingOf(section, total, locale), said[section], ...settled];
}

function headingOf(section: DigestSection, count: number, locale: Locale): string {
  return digestWording[locale].heading({ name: digestWording[locale][section], count });
}
