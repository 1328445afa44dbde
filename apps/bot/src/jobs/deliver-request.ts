import { dayOf } from '@xinshao/db/approvals/moment.ts';
import { requestById } from '@xinshao/db/approvals/read-requests.ts';
import { requestAudienceParts } from '@xinshao/db/approvals/request-audience.ts';
import { messageOfRequest, REQUEST_OUTBOX } from '@xinshao/db/approvals/request-message.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import type { DeliverRequestJob } from '@xinshao/db/queue/queue.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { limitRequestMessage } from '../blocks/limit-request.ts';
import { endableGrantOf, limitRequestModel } from '../present/limit-request.ts';
import { limitRequestContext, messageReading } from '../present/limit-request-reader.ts';
import { deliverShown } from './deliver-shown.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { requestMark } from './marks.ts';
import type { Content } from './send-once.ts';

/** Brings what one person sees of a request up to date. */
export async function deliverRequest(context: DeliveryContext, job: DeliverRequestJob): Promise<DeliveryOutcome> {
  const { database } = context;
  const id = await messageOfRequest(database, job.requestId, job.audience);
  if (id === null) return DONE;
  return deliverShown(context, await REQUEST_OUTBOX.claim(database, id, context.now()), {
    ...{ outbox: REQUEST_OUTBOX, id, waited: job.waited ?? false },
    mark: requestMark(job.requestId, job.audience),
    read: () => contentOf(context, job),
  });
}

async function contentOf(context: DeliveryContext, job: DeliverRequestJob): Promise<Content | null> {
  const { database, timeZone } = context;
  const stored = await requestById(database.pool, job.requestId, { now: context.now(), timeZone });
  if (stored === null) return null;
  const staff = await listStaff(database);
  const { staffCode } = requestAudienceParts(job.audience);
  const reader = staff.find(({ code }) => code === staffCode);
  return {
    version: stored.request.version,
    isWanted: isStillWanted(stored, job),
    manner: { urgent: false },
    thread: null,
    since: stored.createdAt,
    targets: async () =>
      reader === undefined ? { targets: [], problem: 'nobody_to_address' } : personTargets(context, reader),
    render: async () => (reader === undefined ? null : render(context, stored, job, staff, reader)),
  };
}

/** Nobody is asked any more what has been answered meanwhile. */
function isStillWanted({ request }: StoredRequest, { audience }: DeliverRequestJob): boolean {
  const parts = requestAudienceParts(audience);
  if (parts.kind !== 'approver' && parts.kind !== 'vacancy') return true;
  return request.state === 'pending' && parts.round === request.round && parts.level === request.level;
}

/** The message in its reader's language; null when the customer is no longer there. */
async function render(
  context: DeliveryContext,
  stored: StoredRequest,
  { audience }: DeliverRequestJob,
  staff: readonly StaffMember[],
  reader: StaffMember,
): Promise<SlackMessage | null> {
  // Whoever is known by e-mail alone may have been tied to their Slack user since the staff list was read.
  const user = await context.people.slackUserOf(reader).catch(() => null);
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const shown = await limitRequestContext(context, stored, staff, locale);
  if (shown === null) return null;
  const reading = messageReading(stored, audience, reader, staff, { locale, now: context.now() });
  const today = dayOf({ now: context.now(), timeZone: context.timeZone });
  return limitRequestMessage({
    ...limitRequestModel(shown, reading),
    endableGrant: endableGrantOf(shown, reader, today),
  });
}
