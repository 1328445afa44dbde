import type { KnownBlock } from '@slack/types';
import { standing } from '@xinshao/core/approvals/permissions.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { openRequestsOf, pendingRequests } from '@xinshao/db/approvals/read-requests.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { limitRequestEntry } from '../../blocks/limit-request.ts';
import { mrkdwn } from '../../blocks/text.ts';
import { type LimitRequestReading, limitRequestModel } from '../../present/limit-request.ts';
import { approverReading, limitRequestContext } from '../../present/limit-request-reader.ts';
import type { HomeReader, HomeSection } from '../section.ts';

/** A request takes five blocks, a page a hundred. */
const APPROVALS_SHOWN = 8;
const OWN_SHOWN = 3;

/** The requests that wait for the reader's approval, then what the reader asked for and is still open. */
export const approvalsSection: HomeSection = async (reader) => {
  const { services, member, locale, now } = reader;
  const moment = { now, timeZone: services.timeZone };
  const words = limitRequestWording[locale];
  const [pending, mine] = await Promise.all([
    pendingRequests(services.database, moment),
    openRequestsOf(services.database, member.code, moment),
  ]);
  const waiting = pending.filter(({ request }) => standing(request, member, now).may);
  if (waiting.length === 0 && mine.length === 0) return [];
  const staff = await listStaff(services.database);
  const deciding = (stored: StoredRequest) => approverReading(stored, member, staff, { locale, now });
  return [
    ...(await list(reader, staff, words.homeApprovals, waiting, APPROVALS_SHOWN, deciding)),
    ...(await list(reader, staff, words.homeMine, mine, OWN_SHOWN, ownReading)),
  ];
};

function ownReading({ request }: StoredRequest): LimitRequestReading {
  return { headlines: [], offers: request.state === 'returned' ? ['edit', 'withdraw'] : ['withdraw'] };
}

async function list(
  { services, locale, seen }: HomeReader,
  staff: readonly StaffMember[],
  heading: string,
  requests: readonly StoredRequest[],
  most: number,
  readingOf: (stored: StoredRequest) => LimitRequestReading,
): Promise<KnownBlock[]> {
  if (requests.length === 0) return [];
  const shown = requests.slice(0, most).map(async (stored) => {
    seen.add(stored.customer.id);
    const context = await limitRequestContext(services, stored, staff, locale);
    return context === null ? [] : limitRequestEntry(limitRequestModel(context, readingOf(stored)));
  });
  const count = requests.length - most;
  return [
    { type: 'section', text: mrkdwn(`*${heading}*`) },
    ...(await Promise.all(shown)).flat(),
    ...(count <= 0 ? [] : [{ type: 'context' as const, elements: [mrkdwn(homeWording[locale].more({ count }))] }]),
  ];
}
