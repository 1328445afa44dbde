import type { ModalView } from '@slack/types';
import { DIGEST_SECTIONS, type DigestSection, partsOfSection } from '@xinshao/core/notices/digest.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import type { Database } from '@xinshao/db/database.ts';
import { noticeCounts, noticeItems } from '@xinshao/db/notices/notice-items.ts';
import { noticeRequests, placeOfNotice } from '@xinshao/db/notices/notice-requests.ts';
import { placeFrom } from '@xinshao/db/notices/place.ts';
import { viewsOfCustomers } from '@xinshao/db/portfolio/selection/views-of-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { LINES_ON_PAGE, type NoticeLine, noticeListView } from '../blocks/notice-message.ts';
import type { NoticeReader } from './notice.ts';
import { alertLine, requestLine, showsFigures } from './notice-line.ts';

/** Which part of which list. */
export interface ListPlace {
  readonly noticeId: string;
  readonly offset: number;
  /** null: all alerts of the message. */
  readonly section: DigestSection | null;
}

/** Value of a button that leads to a list. */
export function noticeListValue(noticeId: string, section: DigestSection | null = null, offset = 0): string {
  return section === null ? `${noticeId}:${offset}` : `${noticeId}:${offset}:${section}`;
}

/** Reads `message:offset:section`. @returns null for what no button of ours carries */
export function listPlaceOf(value: string): ListPlace | null {
  const [noticeId = '', offset = '0', name] = value.split(':');
  const section = DIGEST_SECTIONS.find((one) => one === name) ?? null;
  if (!/^\d{1,18}$/.test(noticeId) || !/^\d{1,6}$/.test(offset)) return null;
  return { noticeId, offset: Number(offset), section };
}

/** Who opened the list: always a member of staff. */
export type ListReader = NoticeReader & { readonly member: StaffMember };

/**
 * One page of the list behind a message about many; null: there is no such list for this reader. What a channel reads
 * is opened by all of its people, so each line shows its figures only to who may see them, and those looks are recorded.
 */
export async function renderNoticePage(
  database: Database,
  { noticeId, offset, section }: ListPlace,
  reader: ListReader,
): Promise<ModalView | null> {
  if (!(await isFor(database, noticeId, reader))) return null;
  const { lines, total } =
    section === 'approval'
      ? await requestLines(database, noticeId, offset, reader)
      : await alertLines(database, { noticeId, offset, section }, reader);
  if (total === 0) return null;
  const valueAt = (to: number) => noticeListValue(noticeId, section, to);
  return noticeListView({ locale: reader.locale, lines, total, offset, valueAt });
}

/** What a person is sent is theirs alone; what stands in a channel is read by everybody there. */
async function isFor(database: Database, noticeId: string, { member }: ListReader): Promise<boolean> {
  const whose = await placeOfNotice(database, noticeId);
  if (whose === null) return false;
  const place = placeFrom(whose);
  return place.kind === 'channel' || place.code === member.code;
}

interface Lines {
  readonly lines: readonly NoticeLine[];
  readonly total: number;
}

async function requestLines(database: Database, noticeId: string, offset: number, reader: ListReader): Promise<Lines> {
  const requests = await noticeRequests(database, noticeId, reader);
  const shown = requests.slice(offset, offset + LINES_ON_PAGE);
  return { lines: shown.map((request) => requestLine(request, reader)), total: requests.length };
}

async function alertLines(
  database: Database,
  { noticeId, offset, section }: ListPlace,
  reader: ListReader,
): Promise<Lines> {
  const parts = section === null ? null : partsOfSection(section);
  const { total } = await noticeCounts(database, noticeId, parts);
  const items = await noticeItems(database, noticeId, { offset, limit: LINES_ON_PAGE, parts });
  const looked = items.filter((item) => showsFigures(item, reader)).map(({ customerId }) => customerId);
  const views = await viewsOfCustomers(database, [...new Set(looked)]);
  await recordViews(database, { actor: reader.member.code, surface: 'slack' }, views, reader.now);
  return { lines: items.map((item) => alertLine(item, reader)), total };
}
