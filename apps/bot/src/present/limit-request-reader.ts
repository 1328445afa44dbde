import { approversOf, isVacant } from '@xinshao/core/approvals/absence.ts';
import { standing } from '@xinshao/core/approvals/permissions.ts';
import { APPROVER_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { dayOf } from '@xinshao/db/approvals/moment.ts';
import { presentAbsences } from '@xinshao/db/approvals/present-absences.ts';
import { type RequestAudience, requestAudienceParts } from '@xinshao/db/approvals/request-audience.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import { customerCard } from '@xinshao/db/customers/customer-card.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { escapeText } from '../blocks/text.ts';
import type { LimitRequestContext, LimitRequestReading } from './limit-request.ts';
import type { PolicyLibrary } from './policy-library.ts';

/** What showing requests needs of the world. */
export interface RequestShowing {
  readonly database: Database;
  readonly policies: PolicyLibrary;
  readonly timeZone: string;
  readonly now: () => Date;
}

/** Reads what a request is shown with; null when the customer is gone. */
export async function limitRequestContext(
  world: RequestShowing,
  stored: StoredRequest,
  staff: readonly StaffMember[],
  locale: Locale,
): Promise<LimitRequestContext | null> {
  const { database, policies, timeZone } = world;
  const now = world.now();
  const card = await customerCard(database, stored.customer.id, dayOf({ now, timeZone }));
  if (card === null) return null;
  const policy = card.standing === null ? null : await policies.of(card.standing.policyHash);
  const approverNames = approversOf(stored.request, staff, now).map(({ name }) => name);
  const absences = await presentAbsences(database.pool, { now, timeZone });
  return { stored, card, policy, approverNames, absences, locale, timeZone };
}

/** What one person is told first by the message made for them, and what they may do from it. */
export function messageReading(
  stored: StoredRequest,
  audience: RequestAudience,
  reader: StaffMember,
  staff: readonly StaffMember[],
  { locale, now }: { readonly locale: Locale; readonly now: Date },
): LimitRequestReading {
  const words = limitRequestWording[locale];
  const { request } = stored;
  const parts = requestAudienceParts(audience);
  switch (parts.kind) {
    case 'approver':
      if (parts.round !== request.round || parts.level !== request.level) return NOTHING;
      return approverReading(stored, reader, staff, { locale, now });
    case 'vacancy': {
      const isAsked = request.state === 'pending' && parts.round === request.round && parts.level === request.level;
      const approvers = approversOf(request, staff, now);
      if (!isAsked || !isVacant(approvers, stored.away)) return NOTHING;
      const level = levelLabel(stored, locale);
      const names = approvers.map(({ name }) => escapeText(name)).join(locale === 'zh' ? '、' : ', ');
      const headline = approvers.length === 0 ? words.vacancy({ level }) : words.allAway({ level, names });
      return { headlines: [headline], offers: [] };
    }
    case 'ended':
      return NOTHING;
    case 'finance':
      return { headlines: [words.finance], offers: [] };
    case 'requester': {
      const latest = parts.version === request.version;
      if (request.state === 'returned') return latest ? RETURNED(words.returnedToYou) : NOTHING;
      if (request.state !== 'pending' || parts.version !== 1) return NOTHING;
      return { headlines: [words.received], offers: ['withdraw'] };
    }
  }
}

/** What somebody who may answer is asked, and the three answers; nothing for anybody else. */
export function approverReading(
  { request, ...stored }: StoredRequest,
  reader: StaffMember,
  staff: readonly StaffMember[],
  { locale, now }: { readonly locale: Locale; readonly now: Date },
): LimitRequestReading {
  const words = limitRequestWording[locale];
  const entitled = request.state === 'pending' ? standing(request, reader, now) : null;
  if (entitled === null || !entitled.may) return NOTHING;
  const level = levelLabel({ ...stored, request }, locale);
  const absent = staff.find(({ code }) => code === entitled.onBehalfOf);
  const asked =
    entitled.onBehalfOf === null
      ? words.please({ level })
      : words.pleaseFor({ level, name: escapeText(absent?.name ?? entitled.onBehalfOf) });
  return { headlines: [asked], offers: ['approve', 'return', 'reject'] };
}

const NOTHING: LimitRequestReading = { headlines: [], offers: [] };
const RETURNED = (headline: string): LimitRequestReading => ({ headlines: [headline], offers: ['edit', 'withdraw'] });

function levelLabel({ request }: StoredRequest, locale: Locale): string {
  const level = request.levels[request.level];
  return level === undefined ? '' : APPROVER_LABELS[level.role][locale];
}
